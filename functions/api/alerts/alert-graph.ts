import type { RuleSettings } from '../../config/schema.ts';
import type { Alert } from '../../core/alert.ts';
import { type Severity, severities } from '../../core/severity.ts';
import { day, minute, minuteStart } from '../../core/time.ts';
import type { Span } from '../../query/bucket.ts';
import { wordsOf } from '../../rules/index.ts';
import { share } from '../../rules/values.ts';
import type { AlertGraph } from '../answers/alerts.ts';
import type { ApiDeps } from '../api-deps.ts';
import { iso, isoSpan } from '../common.ts';
import type { AlertBook } from './alert-book.ts';
import { firingPeriods, periodsWithin } from './alert-periods.ts';
import { pointsOf } from './alert-points.ts';

const margin = 30 * minute;
const longest = day;

/** What an alert's rule found around its last episode, and when it fired. @throws as the sources, if they cannot be read */
export async function alertGraph(
  alert: Alert,
  { rules, zone, now }: AlertBook,
  { config, stage, sources }: Pick<ApiDeps, 'config' | 'stage' | 'sources'>,
): Promise<AlertGraph> {
  const { span, isCut } = graphSpan(alert, now);
  const rule = rules.get(alert.rule);
  const drawn = {
    span: isoSpan(span),
    firing: periodsWithin(firingPeriods(alert), span).map(({ from, to, severity }) => ({
      from: iso(from),
      to: to === undefined ? undefined : iso(to),
      severity,
    })),
  };
  if (rule === undefined) {
    const notes = ['Its rule is no longer in the configuration: there is nothing to judge by.'];
    return { ...drawn, unit: 'number', points: [], thresholds: [], notes };
  }
  const asked = { alert, rule, rules: [...rules.values()], zone, stage, span, retention: config.retention, now };
  const { points, notes } = await pointsOf(asked, sources);
  return {
    ...drawn,
    unit: wordsOf(rule, alert.severity ?? alert.peak ?? 'info', alert.evidence).unit,
    points: points.map(({ at, value, sample }) => ({ at: iso(at), value: value ?? null, sample })),
    thresholds: thresholdsOf(rule),
    notes: [
      'It is judged anew, by the rule as it is now and by what was counted since.',
      ...(isCut ? ['It began earlier than is shown: a graph spans one day at most.'] : []),
      ...levelsWithoutLine(rule, alert),
      ...notes,
    ],
  };
}

/** From before it began until now, or until after it ended; whole minutes. */
function graphSpan({ state, since, firedAt, resolvedAt, tick }: Alert, now: number): { span: Span; isCut: boolean } {
  const end = state === 'inactive' ? (resolvedAt ?? tick) + margin : now;
  const to = minuteStart(Math.min(end, now));
  const from = minuteStart((since ?? firedAt ?? resolvedAt ?? tick) - margin);
  const earliest = to - longest;
  return { span: { from: Math.max(from, earliest), to }, isCut: from < earliest };
}

type Level = AlertGraph['thresholds'][number];

/** The lines that a value is bad beyond, of the kinds that have such. */
function thresholdsOf({ when }: RuleSettings): Level[] {
  const levels: Partial<Record<Severity, object>> = when;
  return severities.flatMap((severity): Level[] => {
    const level = levels[severity];
    if (level === undefined) return [];
    const [below, above] = [numberIn(level, 'below'), numberIn(level, 'above')];
    return below === undefined && above === undefined ? [] : [{ severity, below, above }];
  });
}

/** Limits of metrics are kept as they are written: `5%`. */
function numberIn(level: object, name: string): number | undefined {
  const limit: unknown = Reflect.get(level, name);
  return typeof limit === 'number' ? limit : share.safeParse(limit).data;
}

/** What is compared with the past, or is no number, is said in words. */
function levelsWithoutLine(rule: RuleSettings, { evidence }: Alert): string[] {
  if (thresholdsOf(rule).length > 0) return [];
  const levels: Partial<Record<Severity, object>> = rule.when;
  return severities.flatMap((severity) => {
    const words = levels[severity] && wordsOf(rule, severity, evidence).threshold;
    return words === undefined ? [] : `${severity}: ${words}`;
  });
}
