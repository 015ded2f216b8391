import type { Measures } from '../core/counter.ts';
import { type Quality, qualityOf } from './quality.ts';
import { type QueryDeps, type Question, readBuckets } from './read-buckets.ts';

export type Totals = { measures: Measures; quality: Quality };

/** Everything that a scope counted of what started in a span. Of a range up to now at most three reads of a page. */
export async function totals(question: Question, deps: QueryDeps): Promise<Totals> {
  const reading = await readBuckets(question, 'month', deps);
  return { measures: reading.measures, quality: qualityOf(reading) };
}
