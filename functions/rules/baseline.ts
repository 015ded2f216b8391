import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { type Expected, expectedOf, strays, usualOf } from '../core/baseline.ts';
import { hourOfWeek, localHourStart } from '../core/calendar.ts';
import { percentText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { hour, minute, minuteStart } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { amountOf, countName } from './amounts.ts';
import { plain } from './evidence.ts';
import { dimensionOf, scopesOf } from './grouping.ts';
import { excludes, sinceFirst, wasCounting, weekIssue, weekSettings, weeksBefore, weeksFit } from './past.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords, Span } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels } from './rule-settings.ts';
import { interval, share } from './values.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('baseline'),
    of: countName,
    every: interval.default(5 * minute),
    direction: z.enum(['drop', 'spike']).default('drop'),
    /** Bad only if so many deviations away from what is usual … */
    deviations: z.number().positive().default(4),
    /** … and less than this share of it, or for a spike usual is less than this share of what is counted. */
    share: share.refine((value) => value > 0, { message: 'must be more than 0 %' }).default(0.5),
    /** A drop is told of from so much expected on, a spike from so much counted on. */
    minExpected: z.number().positive().default(20),
    ...weekSettings,
    /** Off: only whole hours are judged, for traffic that comes in batches. */
    partial: z.boolean().default(true),
    when: levels(z.strictObject({ for: hold })),
  })
  .refine(weeksFit, weekIssue);
type BaselineRule = z.output<typeof settings>;

/** The local hour that is judged, and what of it is over. */
type Hour = { whole: Span; window: Span; elapsed: number };

/** How much was counted in an hour, against the same hour of the weeks before (SEMANTICS 4.12). */
export const baseline = {
  settings,
  async judge(rule: BaselineRule, look: Look): Promise<Judgement> {
    const judgedHour = hourOf(rule, look);
    const [now, past] = await Promise.all([
      look.read.sums(dimensionOf(rule.by), judgedHour.window),
      pastHours(rule, judgedHour.whole, look),
    ]);
    const values = new Map([...past.flatMap(({ values }) => [...values]), ...now].map(([value]) => [value, {}]));
    const series = scopesOf(rule, values, {}).map(({ labels, value }) => {
      const current = amountOf(rule.of, now.get(value) ?? {});
      const before = past.map(({ values }) => amountOf(rule.of, values.get(value) ?? {}));
      return { labels, ...judgeHour(rule, current, before, judgedHour) };
    });
    return { series };
  },
  words(rule: BaselineRule, severity: Severity, { figures }: Evidence): RuleWords {
    const limit =
      rule.direction === 'drop'
        ? `less than ${percentText(rule.share)} of`
        : `more than ${valueText(1 / rule.share, 'factor')}`;
    return {
      unit: 'count',
      threshold: rule.when[severity] && `threshold ${limit} what is usual`,
      facts: figures?.weeks ? [`usual is the same hour of ${figures.weeks} weeks, up to the same minute`] : [],
    };
  },
} satisfies RuleKind<typeof settings>;

/** The hour in which the last settled minute lies, up to that minute; or the last one that is over. */
function hourOf(rule: BaselineRule, { tick, zone }: Look): Hour {
  const settled = minuteStart(tick - rule.settle);
  const from = localHourStart(zone, settled - minute);
  if (rule.partial || settled === from + hour) {
    const window = { from, to: settled };
    return { whole: { from, to: from + hour }, window, elapsed: (settled - from) / hour };
  }
  const whole = { from: from - hour, to: from };
  return { whole, window: whole, elapsed: 1 };
}

/**
 * The same hours of the weeks before, the last first. For a spike, hours before the tenant's first do not count: nothing
 * was counted in the whole day.
 */
async function pastHours(rule: BaselineRule, whole: Span, look: Look) {
  const excluded = excludes(rule.exclude, look.zone);
  if (excluded(whole)) return [];
  const same = hourOfWeek(look.zone, whole.from);
  const isWanted = (span: Span) => !excluded(span) && hourOfWeek(look.zone, span.from) === same;
  const found = await weeksBefore(look, dimensionOf(rule.by), whole, { weeks: rule.weeks, isWanted });
  const hours = found.map(({ span, slots }) => ({ span, values: slots.at(0)?.values ?? new Map() }));
  if (rule.direction === 'drop') return hours;
  const counting = await Promise.all(hours.map(({ span }) => wasCounting(look, span)));
  return hours.slice(0, counting.lastIndexOf(true) + 1);
}

function judgeHour(rule: BaselineRule, current: number, before: number[], { window, elapsed }: Hour): Judged {
  const weeks = rule.direction === 'drop' ? sinceFirst(before, (amount) => amount > 0) : before;
  const known = weeks.length >= rule.minWeeks;
  const expected = known ? expectedOf(usualOf(weeks), elapsed) : undefined;
  const verdict: Verdict = expected === undefined ? 'unknown' : strays(current, expected, rule);
  return { verdicts: mapLevels(rule.when, () => verdict), evidence: evidenceOf(current, expected, weeks, window) };
}

function evidenceOf(current: number, expected: Expected | undefined, weeks: readonly number[], window: Span): Evidence {
  if (expected === undefined) return { ...plain(current, window), sample: current };
  const usual = Math.round(expected.amount);
  return { ...plain(current, window), sample: Math.max(current, usual), usual, figures: { weeks: weeks.length } };
}
