import { type Dimension, pending } from '../core/counter.ts';
import { day, hour, minute } from '../core/time.ts';
import { type Bucket, bucketAt } from './bucket.ts';
import { plan } from './plan.ts';
import { type Quality, qualityOf } from './quality.ts';
import { planRules, type QueryDeps, type Question, readPlanned } from './read-buckets.ts';

/** Messages of an age of `from` to `to` milliseconds that have not ended; the last band holds the whole days of which hours are kept. */
export type AgeBand = { from: number; to: number; count: number };

const bounds = [0, minute, 5 * minute, 10 * minute, 30 * minute, hour, 6 * hour, day, 3 * day] as const;

/**
 * What has not ended, by age: known at any time, for it is what started less what ended. Bands up to an hour are exact to
 * a minute, those up to three days to an hour: a bucket counts with the age of its beginning.
 */
export async function pendingByAge(
  scope: Pick<Question, 'tenant' | 'value'> & { dimension: Exclude<Dimension, 'user'> },
  deps: QueryDeps,
): Promise<{ total: number; bands: AgeBand[]; quality: Quality }> {
  const rules = planRules(scope.tenant, scope.dimension, 'month', deps);
  const { zone, now, retention } = rules;
  const hourBack = (age: number) => bucketAt(zone, 'hour', now - age).from;
  const parts = [
    { span: { from: bucketAt(zone, 'day', now - retention.hour).to, to: hourBack(3 * day) }, coarsest: 'month' },
    { span: { from: hourBack(3 * day), to: hourBack(hour) }, coarsest: 'hour' },
    { span: { from: hourBack(hour), to: now + minute }, coarsest: 'minute' },
  ] as const;
  const buckets = parts.flatMap(({ span, coarsest }): Bucket[] => plan(span, { ...rules, coarsest }));
  const reading = await readPlanned(scope, buckets, rules, deps);
  const ages = reading.buckets.map(({ from, measures }) => ({ age: now - from, count: pending(measures) }));
  const bands = bounds.map((from, index) => {
    const to = bounds[index + 1] ?? retention.hour;
    const inside = ages.filter(({ age }) => age >= from && (age < to || index === bounds.length - 1));
    return { from, to, count: inside.reduce((sum, { count }) => sum + count, 0) };
  });
  const total = bands.reduce((sum, { count }) => sum + count, 0);
  return { total, bands, quality: qualityOf(reading) };
}
