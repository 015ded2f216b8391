import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { median } from '../core/baseline.ts';
import { localHourStart } from '../core/calendar.ts';
import { durationText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { day, hour, minute, minuteStart } from '../core/time.ts';
import { amountOf, countName } from './amounts.ts';
import { sinceFirst } from './baseline.ts';
import { plain } from './evidence.ts';
import { dimensionOf, membersOf } from './grouping.ts';
import { exclude, excludes, weeksBefore, weighted } from './past.ts';
import type { Judgement, Look, RuleKind, RuleWords, Series, Slot, Span } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels, reminderIssue, remindersFit } from './rule-settings.ts';
import { wholeMinutes } from './values.ts';

/** SEMANTICS 4.12: nothing comes by chance where so many are expected in one case of a thousand. */
const defaultLambda = 6.9;

const settings = commonSettings
  .extend({
    kind: z.literal('absence'),
    of: countName,
    every: wholeMinutes.default(5 * minute),
    /** Silent once so many were expected since the last one; 6.9 unless set. */
    lambda: z.number().positive().optional(),
    /** Silent after this time, whatever is expected; instead of `lambda`. */
    within: wholeMinutes.refine((millis) => millis <= day, { message: 'at most 24h' }).optional(),
    /** How many weeks back it looks for what is expected; hours are kept for 90 days. */
    weeks: z.number().int().min(2).max(12).default(8),
    /** With fewer of them it is unknown what is expected. */
    minWeeks: z.number().int().min(2).max(12).default(4),
    exclude,
    when: levels(z.strictObject({ for: hold })),
  })
  .refine(remindersFit, reminderIssue)
  .refine((rule) => rule.minWeeks <= rule.weeks, { path: ['minWeeks'], message: 'must not be more than weeks' })
  .refine((rule) => rule.lambda === undefined || rule.within === undefined, {
    path: ['within'],
    message: 'say lambda or within, not both',
  });
type AbsenceRule = z.output<typeof settings>;

/** Expected, but silent: by how much was expected since the last one, or by a time. */
export const absence = {
  settings,
  async judge(rule: AbsenceRule, look: Look): Promise<Judgement> {
    const at = minuteStart(look.tick - rule.settle);
    return { series: rule.within === undefined ? await byExpectation(rule, at, look) : await byTime(rule, at, look) };
  },
  words(rule: AbsenceRule, severity: Severity): RuleWords {
    const limit =
      rule.within === undefined
        ? `${rule.lambda ?? defaultLambda} expected`
        : `${durationText(rule.within)} of silence`;
    return { unit: 'count', threshold: rule.when[severity] && `threshold ${limit}` };
  },
} satisfies RuleKind<typeof settings>;

function byTime(rule: AbsenceRule, at: number, look: Look): Promise<Series[]> {
  return byExpectation(rule, at, look);
}

async function byExpectation(rule: AbsenceRule, at: number, look: Look): Promise<Series[]> {
  const dimension = dimensionOf(rule.by);
  const span = { from: localHourStart(look.zone, at - day), to: at };
  const [recent, weeks] = await Promise.all([
    recentSlots(rule, at, look),
    weeksBefore(look, dimension, span, { weeks: rule.weeks, exclude: excludes(rule.exclude, look.zone) }),
  ]);
  const all = [...recent, ...weeks.flatMap(({ slots }) => slots)];
  const values = new Map(all.flatMap(({ values }) => [...values.keys()].map((value) => [value, {}])));
  return membersOf(rule, values, {}).map(({ labels, value }) => {
    const last = recent.findLast(({ values }) => amountOf(rule.of, values.get(value) ?? {}) > 0);
    const since = last?.to ?? span.from;
    const expected = sinceFirst(
      weeks.map((week) => {
        const silent: Span = { from: week.span.to - (at - since), to: week.span.to };
        return amountOf(rule.of, weighted(week.slots, silent).get(value) ?? {});
      }),
    );
    const lambda = expected.length >= rule.minWeeks ? median(expected) : undefined;
    const verdict: Verdict =
      lambda === undefined ? 'unknown' : lambda >= (rule.lambda ?? defaultLambda) ? 'bad' : 'good';
    const evidence: Evidence = plain(0, { from: since, to: at });
    return { labels, verdicts: mapLevels(rule.when, () => verdict), evidence };
  });
}

/** The last day: the last hours by minutes, those before as a whole. */
async function recentSlots(rule: AbsenceRule, at: number, { zone, read }: Look): Promise<readonly Slot[]> {
  const dimension = dimensionOf(rule.by);
  const minutesFrom = localHourStart(zone, at) - hour;
  const [hours, minutes] = await Promise.all([
    read.hours(dimension, { from: localHourStart(zone, at - day), to: minutesFrom }),
    read.minutes(dimension, { from: minutesFrom, to: at }),
  ]);
  return [...hours, ...minutes];
}
