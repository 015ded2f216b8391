import { type Measures, measure } from '../core/counter.ts';
import { type Histogram, histogramSums, latencyBuckets } from '../core/histogram.ts';
import { type Percentile, percentiles } from '../core/percentile.ts';
import { waitingOf } from '../core/waiting.ts';
import { apiCalls, generated } from './derived.ts';
import { type Quality, qualityOf } from './quality.ts';
import { coarsestForAges, type QueryDeps, type Question, type Reading, readBuckets } from './read-buckets.ts';

export type LatencyQuestion = Question & {
  histogram: Histogram;
  /** Percentages; 50, 75, 90, 95, 99 unless told. */
  ps?: readonly number[];
};

/** How long something took. */
export type Latency = {
  percentiles: Percentile[];
  /** The average of what was measured, in milliseconds, where a sum of it is kept. What still waits is not in it. */
  mean?: number;
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
  const reading = await readBuckets(question, coarsestForAges(question), deps);
  return { ...latencyOf(reading, question.histogram, question.ps), quality: qualityOf(reading) };
}

/** The same of what was read already. */
export function latencyOf(reading: Reading, histogram: Histogram, ps: readonly number[] = usualPercentiles): Latency {
  const { measures } = reading;
  const buckets = latencyBuckets(measures, histogram);
  const waiting = waitingOf(reading.buckets, reading.now, histogram);
  const measured = total(buckets.map(({ count }) => count));
  const still = total(waiting.map(({ count }) => count));
  const mean = measured > 0 ? meanOf(measures, histogram, measured) : undefined;
  return {
    percentiles: percentiles(buckets, waiting, ps),
    ...(mean !== undefined && { mean }),
    measured,
    unmeasured: Math.max(0, begun[histogram](measures) - measured - still),
    pending: still,
  };
}

/** Handovers have no sum. */
function meanOf(measures: Measures, histogram: Histogram, count: number): number | undefined {
  return histogram === 'handover' ? undefined : measure(measures, histogramSums[histogram]) / count;
}

const begun = {
  receipt: (measures: Measures) => measure(measures, 'o.started'),
  handover: (measures: Measures) => measure(measures, 'o.started'),
  callLength: (measures: Measures) => measure(measures, 'o.call.answered'),
  generation: generated,
  apiCall: apiCalls,
} as const satisfies Record<Histogram, (measures: Measures) => number>;

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
