import type { Verdict } from './alert.ts';
import { wilsonInterval } from './wilson.ts';

/** What was measured: `value` is a share (0 to 1) or a difference of shares; absent without a sample or a baseline. */
export type Measured = { value: number | undefined; sample: number; failures: number };

/** Bad beyond the threshold: under `below`, over `above`. On the threshold is good. */
export type Threshold = { below: number } | { above: number };

export type Gate = {
  minSamples: number;
  minFailures: number;
  /** `wilson`: bad only if the 95 % bound of the measured share lies beyond the threshold too. */
  bound: 'point' | 'wilson';
};

/**
 * The sample gate (SEMANTICS 4.11). Enough messages and on the right side: good. Enough messages, enough failures and
 * beyond the threshold: bad. Anything else is unknown: thin traffic is no news.
 */
export function verdict(measured: Measured, threshold: Threshold, gate: Gate): Verdict {
  if (measured.value === undefined || measured.sample < gate.minSamples) return 'unknown';
  if (!beyond(measured.value, threshold)) return 'good';
  if (measured.failures < gate.minFailures) return 'unknown';
  return gate.bound === 'point' || boundBeyond(measured.value, measured.sample, threshold) ? 'bad' : 'unknown';
}

/** A value that is known, and needs no sample. */
export function thresholdVerdict(value: number, threshold: Threshold): Verdict {
  return beyond(value, threshold) ? 'bad' : 'good';
}

function beyond(value: number, threshold: Threshold): boolean {
  return 'below' in threshold ? value < threshold.below : value > threshold.above;
}

/** The bound nearest to the threshold: the upper one for `below`, the lower one for `above`. */
function boundBeyond(value: number, sample: number, threshold: Threshold): boolean {
  const { lower, upper } = wilsonInterval(value * sample, sample);
  return beyond('below' in threshold ? upper : lower, threshold);
}
