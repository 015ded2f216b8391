import { measure, pending } from '../core/counter.ts';
import { type LatencyBucket, latencyBuckets } from '../core/histogram.ts';
import { type Ratio, ratioOf } from './derived.ts';
import { type Quality, qualityOf } from './quality.ts';
import { coarsestForAges, type QueryDeps, type Question, type Reading, readBuckets } from './read-buckets.ts';

export type SlowQuestion = Question & {
  /** Milliseconds. Where it is no bound of the histogram, its bucket is split evenly. */
  after: number;
};

/**
 * Messages that were delivered no sooner than `after`, or wait for as long already, over all that were delivered or wait
 * (SEMANTICS 4.14).
 */
export async function slowShare(question: SlowQuestion, deps: QueryDeps): Promise<Ratio & { quality: Quality }> {
  const reading = await readBuckets(question, coarsestForAges(question), deps);
  return { ...slowOf(reading, question.after), quality: qualityOf(reading) };
}

function slowOf({ now, buckets, measures: all }: Reading, after: number): Ratio {
  const late = latencyBuckets(all, 'receipt').reduce(
    (slow, bucket) => slow + bucket.count * partBeyond(bucket, after),
    0,
  );
  // What waits in a bucket began before its end: it is certain to be slow only from there on.
  const waiting = buckets
    .filter(({ to }) => now - to >= after)
    .reduce((slow, { measures }) => slow + pending(measures), 0);
  return ratioOf(late + waiting, measure(all, 'o.delivered') + pending(all));
}

function partBeyond({ from, to }: LatencyBucket, after: number): number {
  if (after <= from) return 1;
  if (after >= to) return 0;
  return Number.isFinite(to) ? (to - after) / (to - from) : 1;
}
