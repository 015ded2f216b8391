import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { median } from '../core/baseline.ts';
import { localDayStart, localDaysBefore, localHourStart } from '../core/calendar.ts';
import { type Measures, measure, pending } from '../core/counter.ts';
import { percentText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { day, minute, minuteStart } from '../core/time.ts';
import { type Measured, verdict } from '../core/verdict.ts';
import { known } from './evidence.ts';
import { dimensionOf, scopesOf } from './grouping.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords } from './rule-kind.ts';
import { commonSettings, gateSettings, hold, levels, mapLevels, noSettling } from './rule-settings.ts';
import { share, wholeMinutes } from './values.ts';

/** Bad when the share of overdue messages is higher than usual by more than `rise`. */
const level = z.strictObject({ rise: share, for: hold });

const settings = commonSettings
  .extend({
    minSamples: gateSettings.minSamples,
    minFailures: gateSettings.minFailures,
    kind: z.literal('overdue'),
    settle: noSettling,
    /** The age of the messages that are judged: old enough to have a receipt, young enough to matter. */
    from: wholeMinutes.default(10 * minute),
    to: wholeMinutes.default(30 * minute),
    when: levels(level),
  })
  .refine((rule) => rule.from < rule.to, { path: ['to'], message: 'must be longer than from' });
type OverdueRule = z.output<typeof settings>;

/**
 * Receipts that stop, the commonest outage: messages without an ending though they are old enough to have one, against
 * the same share of the days before. `from` takes the place of the settle lag.
 */
export const overdue = {
  settings,
  async judge(rule: OverdueRule, look: Look): Promise<Judgement> {
    const window = { from: minuteStart(look.tick - rule.to), to: minuteStart(look.tick - rule.from) };
    const values = await look.read.sums(dimensionOf(rule.by), window);
    const judged = scopesOf(rule, values, {}).map((one) => ({ ...one, now: overdueOf(one.of) }));
    const enough = judged.filter(({ now }) => now.sample >= rule.minSamples);
    const usual = await usualOf(rule, new Set(enough.map(({ value }) => value)), window.from, look);
    const series = judged.map(({ labels, value, now }) => {
      return { labels, ...judgeValue(rule, now, usual.get(value), window) };
    });
    return { series };
  },
  words(rule: OverdueRule, severity: Severity): RuleWords {
    const points = percentText(rule.when[severity]?.rise ?? 0).replace(' %', '');
    return {
      unit: 'share',
      threshold: rule.when[severity] && `threshold ${points} points above usual`,
      counted: '{failures} of {sample} messages without a receipt',
    };
  },
} satisfies RuleKind<typeof settings>;

/** Of days long past, what never got a receipt has expired. */
function overdueOf(measures: Measures): Measured {
  const started = measure(measures, 'o.started');
  const failures = pending(measures) + measure(measures, 'o.expired');
  return { value: started > 0 ? failures / started : undefined, sample: started, failures };
}

const daysOfWeek = 7;
const fewestDays = 3;

/**
 * The share that is usual, by value: the median of the seven whole local days before, so that an outage is not soon what
 * is usual; with fewer than three days of enough messages that of the last 24 hours.
 */
async function usualOf(
  rule: OverdueRule,
  values: ReadonlySet<string>,
  before: number,
  { zone, read }: Look,
): Promise<ReadonlyMap<string, number>> {
  const shareOf = (measures: Measures | undefined): number[] => {
    const { value, sample } = overdueOf(measures ?? {});
    return value === undefined || sample < rule.minSamples ? [] : [value];
  };
  if (values.size === 0) return new Map();
  const dimension = dimensionOf(rule.by);
  const today = localDayStart(zone, before);
  const days = await read.days(dimension, { from: localDaysBefore(zone, today, daysOfWeek), to: today });
  const daily = new Map([...values].map((value) => [value, days.flatMap((one) => shareOf(one.values.get(value)))]));
  const isKnown = [...daily.values()].every((shares) => shares.length >= fewestDays);
  const to = localHourStart(zone, before);
  const lastDay = isKnown ? undefined : await read.sums(dimension, { from: to - day, to });
  return new Map(
    [...daily].flatMap(([value, shares]) => {
      const known = shares.length >= fewestDays ? shares : shareOf(lastDay?.get(value));
      return known.length > 0 ? [[value, median(known)] as const] : [];
    }),
  );
}

function judgeValue(rule: OverdueRule, now: Measured, usual: number | undefined, window: Evidence['window']): Judged {
  const rise = now.value === undefined || usual === undefined ? undefined : now.value - usual;
  const verdicts = mapLevels(rule.when, (one) =>
    verdict({ ...now, value: rise }, { above: one.rise }, { ...rule, bound: 'point' }),
  );
  const evidence: Evidence = { ...known(now), window, codes: [], hit: [], ...(usual !== undefined && { usual }) };
  return { verdicts, evidence };
}
