import type { LatencyBucket } from './histogram.ts';

/** So many are not over yet, and have lasted for `age` milliseconds so far. */
export type Pending = { age: number; count: number };

/** A percentile in milliseconds. `moreThan`: it lies beyond what is known, at least so far. */
export type Percentile = { p: number; millis: number } | { p: number; moreThan: number };

/**
 * Percentiles of durations of which some are still running, by the actuarial life table: within a bucket those that
 * ended are spread evenly, and those that run have been watched for half of it on average (SEMANTICS 4.14). With
 * nothing running it is linear interpolation within the bucket.
 *
 * @param ps percentages, 0 to 100
 * @returns nothing for nothing measured
 */
export function percentiles(
  buckets: readonly LatencyBucket[],
  pending: readonly Pending[],
  ps: readonly number[],
): Percentile[] {
  if (buckets.every(({ count }) => count === 0) && pending.every(({ count }) => count === 0)) return [];
  const steps = lifeTable(buckets, pending);
  const known = knownUntil(buckets, pending);
  return ps.map((p) => percentile(steps, p) ?? { p, moreThan: known });
}

/** The share that is over by the end of a bucket, and was by its beginning. */
type Step = { from: number; to: number; before: number; after: number };

function lifeTable(buckets: readonly LatencyBucket[], pending: readonly Pending[]): Step[] {
  let left = sum(buckets, ({ count }) => count) + sum(pending, ({ count }) => count);
  let lasting = 1;
  return buckets.map(({ from, to, count }) => {
    const lost = sum(
      pending.filter(({ age }) => age <= to && (age > from || from === 0)),
      (one) => one.count,
    );
    const watched = left - lost / 2;
    const before = 1 - lasting;
    lasting *= watched > 0 ? 1 - count / watched : 1;
    left -= count + lost;
    return { from, to, before, after: 1 - lasting };
  });
}

/** Sums of shares are not exact. */
const nothing = 1e-12;

function percentile(steps: readonly Step[], p: number): Percentile | undefined {
  const share = p / 100;
  const step = steps.find(({ before, after }) => after > before && after >= share - nothing);
  if (step === undefined || !Number.isFinite(step.to)) return undefined;
  const part = Math.min(1, Math.max(0, share - step.before) / (step.after - step.before));
  return { p, millis: step.from + part * (step.to - step.from) };
}

/** Up to here the table tells of something: the oldest that runs, or the longest that ended. */
function knownUntil(buckets: readonly LatencyBucket[], pending: readonly Pending[]): number {
  const last = buckets.at(-1)?.from ?? 0;
  const oldest = pending.filter(({ count }) => count > 0).map(({ age }) => age);
  const longest = buckets.filter(({ count }) => count > 0).map(({ from }) => from);
  return Math.min(last, Math.max(0, ...oldest, ...longest));
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
