import { slowOf } from '../core/slow.ts';
import { type Ratio, ratioOf } from './derived.ts';
import { type Quality, qualityOf } from './quality.ts';
import { coarsestForAges, type QueryDeps, type Question, readBuckets } from './read-buckets.ts';

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
  const { slow, all } = slowOf(reading.buckets, reading.now, question.after);
  return { ...ratioOf(slow, all), quality: qualityOf(reading) };
}
