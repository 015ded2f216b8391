import { type Measures, measure, pending } from '../core/counter.ts';
import { type Histogram, latencyBuckets } from '../core/histogram.ts';
import { type MeanBounds, meanBounds, type Pending, type Percentile, percentiles } from '../core/percentile.ts';
import { generated } from './derived.ts';
import { type Quality, qualityOf } from './quality.ts';
import { type QueryDeps, type Question, type Reading, readBuckets, sumOf } from './read-buckets.ts';

export type LatencyQuestion = Question & {
  histogram: Histogram;
  /** Percentages; 50, 75, 90, 95, 99 unless told. */
  ps?: readonly number[];
};

/** How long something took. There is no average: only what it lies between is known. */
export type Latency = {
  percentiles: Percentile[];
  mean?: MeanBounds;
  /** Both times were told. */
  measured: number;
  /** Over, but one of the times was not told, or there is none: a failure has no receipt. */
  unmeasured: number;
  /** Not over yet; they raise the percentiles by how long they have waited. */
  pending: number;
};

const usualPercentiles = [50, 75, 90, 95, 99] as const;

/** Percentiles of a latency of what started in a span, those that still wait among it. */
export async function latency(question: LatencyQuestion, deps: QueryDeps): Promise<Latency & { quality: Quality }> {
  const reading = await readBuckets(question, 'month', deps);
  const measures = sumOf(reading.buckets.map((bucket) => bucket.measures));
  return { ...latencyOf(reading, question.histogram, question.ps), quality: qualityOf(reading, measures) };
}

/** The same of what was read already. */
export function latencyOf(reading: Reading, histogram: Histogram, ps: readonly number[] = usualPercentiles): Latency {
  const sum = sumOf(reading.buckets.map((bucket) => bucket.measures));
  const buckets = latencyBuckets(sum, histogram);
  const waiting = waitingOf(reading, histogram);
  const measured = total(buckets.map(({ count }) => count));
  const still = total(waiting.map(({ count }) => count));
  const mean = meanBounds(buckets);
  return {
    percentiles: percentiles(buckets, waiting, ps),
    ...(mean && { mean }),
    measured,
    unmeasured: Math.max(0, begun[histogram](sum) - measured - still),
    pending: still,
  };
}

/** What waits has waited since the start of its bucket at most. */
export function waitingOf({ now, buckets }: Reading, histogram: Histogram): Pending[] {
  return buckets.flatMap(({ from, measures }) => {
    const count = waits[histogram](measures);
    return count > 0 ? [{ age: now - from, count }] : [];
  });
}

const begun = {
  receipt: (measures: Measures) => measure(measures, 'o.started'),
  handover: (measures: Measures) => measure(measures, 'o.started'),
  callLength: (measures: Measures) => measure(measures, 'o.call.answered'),
  generation: generated,
} as const satisfies Record<Histogram, (measures: Measures) => number>;

/** A message that was never sent and has ended will not be handed over; a call that ended is not on the line. */
const waits = {
  receipt: pending,
  handover: (measures: Measures) =>
    Math.min(pending(measures), Math.max(0, measure(measures, 'o.started') - measure(measures, 'o.sent'))),
  callLength: (measures: Measures) =>
    Math.max(0, measure(measures, 'o.call.answered') - measure(measures, 'o.call.completed')),
  // Told when it is over.
  generation: () => 0,
} as const satisfies Record<Histogram, (measures: Measures) => number>;

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
