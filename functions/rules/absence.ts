import * as z from 'zod';
import type { Verdict } from '../core/alert.ts';
import { median } from '../core/baseline.ts';
import { localHourStart } from '../core/calendar.ts';
import { durationText } from '../core/number-text.ts';
import { partOf } from '../core/part.ts';
import type { Severity } from '../core/severity.ts';
import { day, hour, minute, minuteStart } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { amountOf, countName } from './amounts.ts';
import { plain } from './evidence.ts';
import { dimensionOf, scopesOf } from './grouping.ts';
import { excludes, sinceFirst, type Week, weekIssue, weekSettings, weeksBefore, weeksFit } from './past.ts';
import type { Judgement, Look, RuleKind, RuleWords, Series, Slot, Span } from './rule-kind.ts';
import { commonSettings, hold, levels, mapLevels } from './rule-settings.ts';
import { interval, wholeMinutes } from './values.ts';

/** In one of a thousand cases nothing comes by chance where so many are expected (SEMANTICS 4.12). */
const defaultLambda = 6.9;

const settings = commonSettings
  .extend({
    kind: z.literal('absence'),
    of: countName,
    every: interval.default(5 * minute),
    /** Silent once so many were expected since the last one; 6.9 unless set. */
    lambda: z.number().positive().optional(),
    /** Silent after this time, whatever is expected; instead of `lambda`. */
    within: wholeMinutes.refine((millis) => millis <= day, { message: 'at most 24h' }).optional(),
    ...weekSettings,
    /** Off: only whole local hours inside the silence are expected, for traffic that comes in batches. */
    partial: z.boolean().default(true),
    when: levels(z.strictObject({ for: hold })),
  })
  .refine(weeksFit, weekIssue)
  .refine(({ partial, within }) => partial || within === undefined, {
    path: ['partial'],
    message: 'goes with lambda: within expects nothing by the hour',
  })
  .refine(({ lambda, within }) => lambda === undefined || within === undefined, {
    path: ['within'],
    message: 'write lambda or within, not both',
  });
type AbsenceRule = z.output<typeof settings>;

/** Expected, but silent: by how many were expected since the last one, or by a time. */
export const absence = {
  settings,
  async judge(rule: AbsenceRule, look: Look): Promise<Judgement> {
    const at = minuteStart(look.tick - rule.settle);
    const { within } = rule;
    const found =
      within === undefined ? byExpectation(rule, at, look) : byTime(rule, { from: at - within, to: at }, look);
    return { series: await found };
  },
  words(rule: AbsenceRule, severity: Severity, { window, figures }: RuleEvidence): RuleWords {
    const { within, lambda = defaultLambda } = rule;
    const limit =
      within === undefined
        ? `${valueText(lambda, 'number')} expected and none counted`
        : `${durationText(within)} without any`;
    const expected = figures?.expected;
    const silence = `nothing for ${figures?.longer ? 'more than ' : ''}${durationText(window.to - window.from)}`;
    return {
      unit: 'count',
      threshold: rule.when[severity] && `threshold ${limit}`,
      facts: [expected === undefined ? silence : `${silence}, in which ${valueText(expected, 'score')} were expected`],
    };
  },
} satisfies RuleKind<typeof settings>;

type RuleEvidence = Series['evidence'];

/** Who was counted in the day before, and is no more. Over everything there is always somebody to miss. */
async function byTime(rule: AbsenceRule, window: Span, { zone, read }: Look): Promise<Series[]> {
  const dimension = dimensionOf(rule.by);
  const end = localHourStart(zone, window.from) + hour;
  const [now, before] = await Promise.all([
    read.sums(dimension, window),
    read.sums(dimension, { from: end - day, to: end }),
  ]);
  const quiet = excludes(rule.exclude, zone)(window);
  const expected = [...before, ...now].filter(([, measures]) => amountOf(rule.of, measures) > 0);
  return scopesOf(rule, new Map(expected), {}).map(({ labels, value }) => {
    const amount = amountOf(rule.of, now.get(value) ?? {});
    const verdict: Verdict = amount > 0 ? 'good' : quiet ? 'unknown' : 'bad';
    return { labels, verdicts: mapLevels(rule.when, () => verdict), evidence: plain(amount, window) };
  });
}

/** How long each scope is silent, and how many came in the same time of other weeks. A silence of more than a day counts as one. */
async function byExpectation(rule: AbsenceRule, at: number, look: Look): Promise<Series[]> {
  const lookBack = { from: localHourStart(look.zone, at - day), to: at };
  const [recent, weeks] = await Promise.all([
    recentSlots(rule, lookBack, look),
    weeksBefore(look, dimensionOf(rule.by), lookBack, rule),
  ]);
  const values = [...recent, ...weeks.flatMap(({ slots }) => slots)].flatMap(({ values }) => [...values]);
  const isExcluded = excludes(rule.exclude, look.zone);
  return scopesOf(rule, new Map(values), {}).map(({ labels, value }) => {
    const last = recent.findLast((slot) => amountIn(rule, slot, value) > 0);
    const expectedSince = (from: number) => {
      const silence = { from, to: at };
      if (isExcluded(silence)) return undefined;
      const asked = rule.partial ? silence : wholeHoursIn(silence, look.zone);
      return expectedIn(rule, { ...asked, tick: at }, weeks, value, isExcluded);
    };
    const since = last?.to ?? lookBack.from;
    const expected = expectedSince(since);
    const verdict = silenceOf(rule, last, expected, expectedSince);
    const figures = { ...(expected !== undefined && { expected }), ...(isExact(last) ? {} : { longer: 1 }) };
    const evidence = { ...plain(0, { from: since, to: at }), sample: Math.round(expected ?? 0), figures };
    return { labels, verdicts: mapLevels(rule.when, () => verdict), evidence };
  });
}

/**
 * Of a silence that began at some minute of an hour long past only its least and its most is known: what lies between
 * is unknown, so that an alert does not resolve because its minutes are no longer looked at.
 */
function silenceOf(
  { lambda = defaultLambda, partial }: AbsenceRule,
  last: Slot | undefined,
  expected: number | undefined,
  expectedSince: (from: number) => number | undefined,
): Verdict {
  if (expected === undefined) return 'unknown';
  if (expected >= lambda) return 'bad';
  if (last === undefined) return 'unknown';
  return isExact(last) || !partial || (expectedSince(last.from) ?? lambda) < lambda ? 'good' : 'unknown';
}

/** Empty, or even from later to earlier, in a silence of less than an hour. */
function wholeHoursIn({ from, to }: Span, zone: string): Span {
  return { from: localHourStart(zone, from - 1) + hour, to: localHourStart(zone, to) };
}

function isExact(last: Slot | undefined): boolean {
  return last !== undefined && last.to - last.from === minute;
}

function amountIn(rule: AbsenceRule, { values }: Slot, value: string): number {
  return amountOf(rule.of, values.get(value) ?? {});
}

/** The median of what came in the same time of the weeks before, in thousandths: one outage among them does not count. */
function expectedIn(
  rule: AbsenceRule,
  asked: Span & { tick: number },
  weeks: readonly Week[],
  value: string,
  isExcluded: (span: Span) => boolean,
): number | undefined {
  const known = sinceFirst(weeks, ({ slots }) => slots.some((slot) => amountIn(rule, slot, value) > 0));
  const amounts = known.flatMap(({ span, slots }) => {
    const back = asked.tick - span.to;
    const same = { from: asked.from - back, to: asked.to - back };
    if (isExcluded(same)) return [];
    return slots.reduce((sum, slot) => sum + partOf(slot, same) * amountIn(rule, slot, value), 0);
  });
  return amounts.length < rule.minWeeks ? undefined : Math.round(1000 * median(amounts)) / 1000;
}

/** The hours of the last day, the last one or two by minutes. */
async function recentSlots(rule: AbsenceRule, { from, to }: Span, { zone, read }: Look): Promise<readonly Slot[]> {
  const dimension = dimensionOf(rule.by);
  const split = localHourStart(zone, to) - hour;
  const [hours, minutes] = await Promise.all([
    read.hours(dimension, { from, to: split }),
    read.minutes(dimension, { from: split, to }),
  ]);
  return [...hours, ...minutes];
}
