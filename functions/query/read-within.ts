import { type Granularity, sumOf } from '../core/counter.ts';
import { partOf, scaled } from '../core/part.ts';
import { type QueryDeps, type Question, type Reading, readBuckets } from './read-buckets.ts';

/**
 * What a scope counted within a span and not beyond it, to be compared with another span: where only a coarser bucket is
 * kept for an edge, it counts by the part that lies inside, as if its traffic were even. Amounts are rounded.
 */
export async function readWithin(question: Question, coarsest: Granularity, deps: QueryDeps): Promise<Reading> {
  const reading = await readBuckets(question, coarsest, deps);
  const buckets = reading.buckets.map((bucket) => ({ ...bucket, measures: rounded(bucket, question) }));
  return { ...reading, buckets, measures: sumOf(buckets.map(({ measures }) => measures)) };
}

function rounded({ measures, ...bucket }: Reading['buckets'][number], span: Pick<Question, 'from' | 'to'>) {
  const part = scaled(measures, partOf(bucket, span));
  return Object.fromEntries(Object.entries(part).map(([name, amount]) => [name, Math.round(amount)]));
}
