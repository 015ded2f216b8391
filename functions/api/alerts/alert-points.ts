import type { RuleSettings } from '../../config/schema.ts';
import { type Alert, noDataLabel } from '../../core/alert.ts';
import type { Counter } from '../../core/counter.ts';
import { durationText } from '../../core/number-text.ts';
import type { Retention } from '../../core/retention.ts';
import { minute, minuteStart } from '../../core/time.ts';
import { createGround } from '../../evaluate/backtest-ground.ts';
import { notesOn, notesOnData, troubleLog } from '../../evaluate/backtest-notes.ts';
import { judgements } from '../../evaluate/evaluate-tick.ts';
import type { Sources } from '../../evaluate/readings.ts';
import type { Span } from '../../query/bucket.ts';
import { counterValueOf, dimensionOf } from '../../rules/grouping.ts';
import { readsCounters } from '../../rules/index.ts';
import type { Judged, Judgement } from '../../rules/rule-kind.ts';

/** What a rule found of one alert's labels at one tick; `value` is absent where nothing was measured. */
export type Point = { at: number; value?: number | undefined; sample: number };

type Asked = {
  alert: Pick<Alert, 'tenant' | 'labels'>;
  rule: RuleSettings;
  rules: readonly RuleSettings[];
  zone: string;
  stage: string;
  span: Span;
  retention: Retention;
  /** Epoch milliseconds. */
  now: number;
};

const mostPoints = 200;

/** Kinds that judge a scope by its own counters alone. Providers are read whole: by all of them it is known who is silent. */
const alone: readonly RuleSettings['kind'][] = ['ratio', 'count', 'rate', 'sum', 'percentile', 'burn-rate', 'score'];

/** Of hundreds of campaigns the alert is about one: only that one is summed up, at every tick anew. */
function wantedBy({ kind, by }: RuleSettings, labels: Readonly<Record<string, string>>) {
  if (!alone.includes(kind) || by.length === 0) return {};
  const [dimension, value] = [dimensionOf(by), counterValueOf(by, labels)];
  if (dimension === 'provider') return {};
  return { isWanted: (counter: Counter) => counter.dimension !== dimension || counter.value === value };
}

/**
 * What a rule finds of an alert's labels, tick by tick, by the code that evaluates it live; of so long a span that there
 * would be too many ticks, of every so many. @throws as the sources, if they cannot be read
 */
export async function pointsOf(asked: Asked, sources: Sources): Promise<{ points: Point[]; notes: string[] }> {
  const { alert, rule, rules, zone, stage, span, retention, now } = asked;
  const { tenant } = alert;
  const minutesFrom = minuteStart(now - retention.minute) + minute;
  const labels = subjectLabels(alert);
  const wanted = wantedBy(rule, labels);
  const ground = createGround({ tenant, zone, retention, range: span, minutesFrom, ...wanted }, sources);
  const trouble = troubleLog(rule.id);
  const step = stepOf(rule, span);
  const points: Point[] = [];
  for (let at = Math.ceil(span.from / rule.every) * rule.every; at <= span.to; at += step) {
    const { judged } = judgements(
      { tenant, zone, tick: at, lag: 0, rules, health: new Map() },
      { stage, readings: (_tenant, _zone, tick) => ground.readings(tick) },
    );
    const found = await judged(rule).catch((error: unknown) => {
      trouble.log.error('rule not judged', { rule: rule.id, error: String(error) });
      return { series: [] };
    });
    const failed = ground.failure();
    if (failed) throw failed;
    const seen = foundOf(found, labels);
    points.push({ at, value: seen?.evidence.value, sample: seen?.evidence.sample ?? 0 });
  }
  const notes = [
    ...(step > rule.every ? [coarse(rule, step)] : []),
    ...notesOn(rule),
    ...trouble.notes(points.length),
    ...(readsCounters(rule) ? notesOnData(ground.found(), zone) : []),
  ];
  return { points, notes };
}

function stepOf({ every }: RuleSettings, { from, to }: Span): number {
  return every * Math.max(1, Math.ceil((to - from) / every / (mostPoints - 1)));
}

function coarse({ every }: RuleSettings, step: number): string {
  return `There is a point for every ${durationText(step)}; the rule was judged every ${durationText(every)}.`;
}

/** An alert that there are no data is about the label set that they are missing of. */
function subjectLabels({ labels }: Pick<Alert, 'labels'>): Record<string, string> {
  const { [noDataLabel]: _, ...subject } = labels;
  return subject;
}

function foundOf(
  { series, healthy = [], absent }: Judgement,
  labels: Readonly<Record<string, string>>,
): Judged | undefined {
  const names = Object.keys(labels);
  const found = [...series, ...healthy].find(
    (one) =>
      Object.keys(one.labels).length === names.length && names.every((name) => one.labels[name] === labels[name]),
  );
  return found ?? absent?.(labels);
}
