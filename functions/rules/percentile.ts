import * as z from 'zod';
import type { Evidence, Verdict } from '../core/alert.ts';
import { sumOf } from '../core/counter.ts';
import { type Histogram, histograms, latencyBuckets } from '../core/histogram.ts';
import { countText } from '../core/number-text.ts';
import { type Percentile, percentiles } from '../core/percentile.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { type Threshold, thresholdVerdict } from '../core/verdict.ts';
import { waitingOf } from '../core/waiting.ts';
import { dimensionOf, scopesOf } from './grouping.ts';
import type { Judged, Judgement, Look, RuleKind, RuleWords, Slot, Span } from './rule-kind.ts';
import {
  boundOf,
  commonSettings,
  gapIssue,
  gateSettings,
  isOrdered,
  leavesNoGap,
  levels,
  mapLevels,
  orderIssue,
  thresholdLevel,
} from './rule-settings.ts';
import { duration, wholeMinutes } from './values.ts';
import { settledWindow } from './windows.ts';

const histogramName = z.custom<Histogram>((name) => typeof name === 'string' && Object.hasOwn(histograms, name), {
  message: `name what takes time: ${Object.keys(histograms).join(', ')}`,
});

const settings = commonSettings
  .extend({
    minSamples: gateSettings.minSamples,
    kind: z.literal('percentile'),
    /** What takes time. */
    of: histogramName,
    /** So many percent take no longer. */
    p: z.number().min(50).max(99.9).default(95),
    /** How far back what is judged may have started. */
    window: wholeMinutes.default(15 * minute),
    when: levels(thresholdLevel(duration, '10s')),
  })
  .refine(isOrdered, orderIssue)
  .refine(leavesNoGap, gapIssue);
type PercentileRule = z.output<typeof settings>;

/** How long something takes, against a threshold; what waits still counts with the time that it has waited. */
export const percentile = {
  settings,
  async judge(rule: PercentileRule, { tick, read }: Look): Promise<Judgement> {
    const window = settledWindow(rule, tick);
    const dimension = dimensionOf(rule.by);
    const slots = await read.slots(dimension, window);
    const values = new Map(slots.flatMap(({ values }) => [...values.keys()].map((value) => [value, value])));
    const series = scopesOf(rule, values, 'all').map(({ labels, value }) => ({
      labels,
      ...judgeValue(rule, bucketsOf(slots, value), window, tick),
    }));
    return { series };
  },
  words(rule: PercentileRule, severity: Severity, evidence: Evidence): RuleWords {
    const level = rule.when[severity];
    const { failures } = evidence;
    return {
      unit: 'millis',
      threshold: level && `threshold ${valueText(boundOf(level), 'millis')}`,
      counted: failures > 0 ? `{failures} of {sample} ${stillWait[rule.of]}` : undefined,
      facts: factsOf(rule, evidence),
    };
  },
} satisfies RuleKind<typeof settings>;

const stillWait = {
  receipt: 'messages still wait for a receipt',
  handover: 'messages still wait to be sent',
  callLength: 'calls are still on the line',
  generation: 'texts are not made yet',
  apiCall: 'calls of APIs are not over yet',
} as const satisfies Record<Histogram, string>;

const nouns = {
  receipt: 'messages',
  handover: 'messages',
  callLength: 'calls',
  generation: 'texts',
  apiCall: 'calls of APIs',
} as const satisfies Record<Histogram, string>;

function factsOf({ p, of }: PercentileRule, { value, sample, figures }: Evidence): string[] {
  if (figures?.moreThan) return [`it takes longer than that: fewer than ${p} % are over`];
  return value === undefined ? [] : [`${p} % of ${countText(sample)} ${nouns[of]} took no longer`];
}

function bucketsOf(slots: readonly Slot[], value: string) {
  return slots.map(({ from, values }) => ({ from, measures: values.get(value) ?? {} }));
}

type Buckets = ReturnType<typeof bucketsOf>;

function judgeValue(rule: PercentileRule, buckets: Buckets, window: Span, now: number): Judged {
  const durations = latencyBuckets(sumOf(buckets.map(({ measures }) => measures)), rule.of);
  const waiting = waitingOf(buckets, now, rule.of);
  const waits = total(waiting);
  const sample = total(durations) + waits;
  const found = inMillis(percentiles(durations, waiting, [rule.p])[0]);
  return {
    verdicts: mapLevels(rule.when, (level) => (sample < rule.minSamples ? 'unknown' : verdictOf(found, level))),
    evidence: { ...leastOf(found), sample, failures: waits, window, codes: [], hit: [] },
  };
}

function verdictOf(found: Percentile | undefined, threshold: Threshold): Verdict {
  if (found === undefined) return 'unknown';
  if ('millis' in found) return thresholdVerdict(found.millis, threshold);
  if (found.moreThan < boundOf(threshold)) return 'unknown';
  return 'above' in threshold ? 'bad' : 'good';
}

/** Shares are not exact, and what lies on a threshold is to be on it. */
function inMillis(found: Percentile | undefined): Percentile | undefined {
  return found && 'millis' in found ? { ...found, millis: Math.round(found.millis) } : found;
}

/** Of a percentile that is not known the least that it can be. */
function leastOf(found: Percentile | undefined): Pick<Evidence, 'value' | 'figures'> {
  if (found === undefined) return {};
  return 'millis' in found ? { value: found.millis } : { value: found.moreThan, figures: { moreThan: 1 } };
}

function total(parts: readonly { count: number }[]): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}
