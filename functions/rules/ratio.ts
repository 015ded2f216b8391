import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { finished, type Measures, measure, settled } from '../core/counter.ts';
import { percentText } from '../core/number-text.ts';
import { type Severity, severities } from '../core/severity.ts';
import { day, minute, minuteStart } from '../core/time.ts';
import { type Measured, verdict } from '../core/verdict.ts';
import { known, topCodes, topHit } from './evidence.ts';
import type { Readings, RuleKind, RuleWords, Series } from './rule-kind.ts';
import { commonSettings, duration, mapLevels, remindersFit, share, wholeMinutes } from './rule-settings.ts';
import { dimensionOf, isNamed, labelsOf } from './scope.ts';

const measureNames = [
  'started',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'unconfirmed',
  'expired',
  'read',
  'settled',
  'finished',
] as const;
type MeasureName = (typeof measureNames)[number];

const hold = duration.default(0);
const level = z.union(
  [
    /** Bad when the ratio is lower. */
    z.strictObject({ below: share, for: hold }),
    /** Bad when the ratio is higher. */
    z.strictObject({ above: share, for: hold }),
  ],
  { error: "write { below: '90%', for: '5m' } or { above: '10%', for: '5m' }" },
);

const settings = commonSettings
  .extend({
    kind: z.literal('ratio'),
    /** Settled = delivered + undelivered + failed; finished = settled + canceled + unconfirmed + expired. */
    of: z.enum(measureNames),
    over: z.enum(measureNames),
    /** How far back a message may have started. */
    window: wholeMinutes.default(15 * minute),
    /** What is bad, by severity. */
    when: z.partialRecord(z.enum(severities), level),
    /** `wilson`: bad only if the 95 % bound of the ratio crosses the threshold too (SEMANTICS 4.11). */
    bound: z.enum(['point', 'wilson']).default('point'),
  })
  .refine(remindersFit, { path: ['repeatInterval'], message: 'must not be shorter than cooldown' })
  .refine(({ when }) => isOrdered(when), {
    path: ['when'],
    message: 'all levels say below, or all say above, and a worse severity is further away',
  });
type RatioRule = z.output<typeof settings>;

function isOrdered(when: Partial<Record<Severity, z.output<typeof level>>>): boolean {
  const levels = severities.flatMap((severity) => when[severity] ?? []);
  return levels.every((mild, index) => {
    const worse = levels[index - 1] ?? mild;
    if ('below' in mild) return 'below' in worse && worse.below <= mild.below;
    return 'above' in worse && worse.above >= mild.above;
  });
}

/** A share of the messages that started in a window, against a threshold. */
export const ratio = {
  settings,
  async judge(rule: RatioRule, tick: number, read: Readings): Promise<Series[]> {
    const to = minuteStart(tick - rule.settle);
    const window = { from: to - rule.window, to };
    const dimension = dimensionOf(rule.by);
    const values = await read.minutes(dimension, window.from, window.to);
    const named = [...values].filter(([value]) => isNamed(labelsOf(rule.by, value)));
    return Promise.all(
      named.map(async ([value, measures]): Promise<Series> => {
        const usual = () => read.hours(dimension, value, window.from - day, window.from);
        return { labels: labelsOf(rule.by, value), ...(await judgeValue(rule, measures, window, usual)) };
      }),
    );
  },
  words(rule: RatioRule, severity: Severity): RuleWords {
    const level = rule.when[severity];
    const bound = level && ('below' in level ? level.below : level.above);
    return {
      threshold: bound === undefined ? undefined : `threshold ${percentText(bound)}`,
      failures: failureWord(rule),
    };
  },
} satisfies RuleKind<typeof settings>;

function failureWord(rule: RatioRule): string {
  if (rule.of === 'delivered' && rule.over === 'settled') return 'failed';
  return judgesBelow(rule) ? `not ${rule.of}` : rule.of;
}

function judgesBelow({ when }: RatioRule): boolean {
  return Object.values(when).some((level) => 'below' in level);
}

async function judgeValue(
  rule: RatioRule,
  measures: Measures,
  window: Evidence['window'],
  usual: () => Promise<Measures>,
): Promise<Pick<Series, 'verdicts' | 'evidence'>> {
  const measured = ratioOf(rule, measures);
  const verdicts = mapLevels(rule.when, (threshold) => verdict(measured, threshold, rule));
  const evidence: Evidence = { ...known(measured), window, ...whyOf(rule, measures) };
  if (!Object.values(verdicts).includes('bad')) return { verdicts, evidence };
  const before = ratioOf(rule, await usual());
  if (before.value !== undefined && before.sample >= rule.minSamples) evidence.usual = before.value;
  return { verdicts, evidence };
}

function ratioOf(rule: RatioRule, measures: Measures): Measured {
  const of = amount(measures, rule.of);
  const over = amount(measures, rule.over);
  return {
    value: over > 0 ? of / over : undefined,
    sample: over,
    failures: judgesBelow(rule) ? Math.max(0, over - of) : of,
  };
}

function amount(measures: Measures, name: MeasureName): number {
  if (name === 'settled') return settled(measures);
  if (name === 'finished') return finished(measures);
  return measure(measures, `o.${name}`);
}

/** Counters explain failures only: a ratio of anything else is shown without a reason. */
function whyOf(rule: RatioRule, measures: Measures): Pick<Evidence, 'codes' | 'hit' | 'failedCostMicros'> {
  const explained = ['delivered', 'undelivered', 'failed'].includes(rule.of);
  if (!explained) return { codes: [], hit: [] };
  const why = { codes: topCodes(measures), hit: topHit(measures) };
  const failedCostMicros = measure(measures, 'o.failedCostMicros');
  return failedCostMicros > 0 ? { ...why, failedCostMicros } : why;
}
