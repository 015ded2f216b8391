import type { Measures } from './counter.ts';
import { second } from './time.ts';

/** Upper bounds of a latency histogram's buckets, in seconds; what is longer than the last is `more` (SEMANTICS 4.14). */
export const latencyBounds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600] as const;

/** The histograms that counters hold, by the prefix of their measures; each bucket counts what is at most its bound. */
export const histograms = {
  /** Sent until delivered, as far as both times are known: how long a receipt took. */
  receipt: 'o.receipt.',
  /** Accepted or queued until sent. */
  handover: 'o.handover.',
  /** How long a call lasted from its answer. */
  callLength: 'o.call.length.',
  /** How long the application took to make a text. */
  generation: 'o.app.generation.',
  /** How long the application's calls to APIs took. */
  apiCall: 'o.app.apiCall.',
} as const;
export type Histogram = keyof typeof histograms;

/** The measures that sum what a histogram counts, in milliseconds, for the average. Of handovers nobody asks for it. */
export const histogramSums = {
  receipt: 'o.receiptMs',
  callLength: 'o.call.durationMs',
  generation: 'o.app.generationMs',
  apiCall: 'o.app.apiCallMs',
} as const satisfies Partial<Record<Histogram, string>>;

/** The measure that counts a duration. A negative one, told by two clocks that differ, counts as none at all. */
export function latencyMeasure(histogram: Histogram, millis: number): string {
  const bound = latencyBounds.find((upTo) => millis <= upTo * second);
  return `${histograms[histogram]}${bound ?? 'more'}`;
}

/** One bucket of a histogram: how many lie above `from` and up to `to`, in milliseconds. */
export type LatencyBucket = { from: number; to: number; count: number };

/** A histogram as its measures hold it; the last bucket reaches to infinity. */
export function latencyBuckets(measures: Measures, histogram: Histogram): LatencyBucket[] {
  const prefix = histograms[histogram];
  const bounds = [0, ...latencyBounds, Number.POSITIVE_INFINITY];
  return bounds.slice(1).map((to, index) => ({
    from: (bounds[index] ?? 0) * second,
    to: to * second,
    count: measures[`${prefix}${to === Number.POSITIVE_INFINITY ? 'more' : to}`] ?? 0,
  }));
}
