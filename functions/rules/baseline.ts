import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { type Expected, expectedOf, strays, usualOf } from '../core/baseline.ts';
import { hourOfWeek, localHourStart } from '../core/calendar.ts';
import type { Severity } from '../core/severity.ts';
import { hour, minute, minuteStart } from '../core/time.ts';
import { amountOf, countName, nounOf, wordOf } from './amounts.ts';
import { plain } from './evidence.ts';
import { dimensionOf, membersOf } from './grouping.ts';
import { exclude, excludes, wasCounting, weeksBefore } from './past.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords, Span } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels, reminderIssue, remindersFit } from './rule-settings.ts';
import { share, wholeMinutes } from './values.ts';

const settings = commonSettings
  .extend({
    kind: z.literal('baseline'),
    of: countName,
    every: wholeMinutes.default(5 * minute),
    direction: z.enum(['drop', 'spike']).default('drop'),
    /** Bad only if so many deviations away from what is usual … */
    deviations: z.number().positive().default(4),
    /** … and less than this share of it, or for a spike usual is less than this share of what is counted. */
    share: share.refine((value) => value > 0, { message: 'must be more than 0 %' }).default(0.5),
    /** A drop is told of from so much expected on, a spike from so much counted on. */
    minExpected: z.number().positive().default(20),
    /** How many weeks back it looks; hours are kept for 90 days. */
    weeks: z.number().int().min(2).max(12).default(8),
    /** With fewer of them it is unknown what is usual. */
    minWeeks: z.number().int().min(2).max(12).default(4),
    exclude,
    /** Off: only whole hours are judged, for traffic that comes in batches. */
    partial: z.boolean().default(true),
    when: levels(z.strictObject({ for: hold })),
  })
  .refine(remindersFit, reminderIssue)
  .refine((rule) => rule.minWeeks <= rule.weeks, { path: ['minWeeks'], message: 'must not be more than weeks' });
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
    const series = membersOf(rule, values, {}).map(({ labels, value }) => {
      const current = amountOf(rule.of, now.get(value) ?? {});
      const before = past.map(({ values }) => amountOf(rule.of, values.get(value) ?? {}));
      return { labels, ...judgeHour(rule, current, before, judgedHour) };
    });
    return { series };
  },
  words(rule: BaselineRule, severity: Severity, { figures }: Evidence): RuleWords {
    const times = 1 / rule.share;
    const limit = rule.direction === 'drop' ? `less than ${rule.share * 100} %` : `more than ${times} times`;
    return {
      unit: 'count',
      threshold: rule.when[severity] && `threshold ${limit} of the usual`,
      facts: figures?.weeks ? [`${wordOf(rule.of)} ${nounOf(rule.of)}: ${figures.weeks} weeks`] : [],
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
  const isOther = (span: Span) => excluded(span) || hourOfWeek(look.zone, span.from) !== same;
  const found = await weeksBefore(look, dimensionOf(rule.by), whole, { weeks: rule.weeks, exclude: isOther });
  const hours = found.map(({ span, slots }) => ({ span, values: slots.at(0)?.values ?? new Map() }));
  if (rule.direction === 'drop') return hours;
  const counting = await Promise.all(hours.map(({ span }) => wasCounting(look, span)));
  return hours.slice(0, counting.lastIndexOf(true) + 1);
}

function judgeHour(rule: BaselineRule, current: number, before: number[], { window, elapsed }: Hour): Judged {
  const weeks = rule.direction === 'drop' ? sinceFirst(before) : before;
  const known = weeks.length >= rule.minWeeks;
  const expected = known ? expectedOf(usualOf(weeks), elapsed) : undefined;
  const verdict: Verdict = expected === undefined ? 'unknown' : strays(current, expected, rule);
  return { verdicts: mapLevels(rule.when, () => verdict), evidence: evidenceOf(current, expected, weeks, window) };
}

/** Weeks before a scope was first counted say nothing of it. The last week comes first. */
export function sinceFirst(weeks: readonly number[]): readonly number[] {
  return weeks.slice(0, weeks.findLastIndex((amount) => amount > 0) + 1);
}

function evidenceOf(current: number, expected: Expected | undefined, weeks: readonly number[], window: Span): Evidence {
  const evidence = plain(current, window);
  if (expected === undefined) return evidence;
  return { ...evidence, usual: Math.round(expected.amount), figures: { weeks: weeks.length } };
}
