import type { LatencyBucket } from '../../core/histogram.ts';
import { percentiles } from '../../core/percentile.ts';
import { type OperationSum, performanceBounds } from '../../core/performance.ts';
import { day, minute } from '../../core/time.ts';
import { type Ratio, ratioOf } from '../../query/derived.ts';
import type { ApiDeps } from '../api-deps.ts';

/** The API's requests of a UTC day so far. */
export type RequestsMade = {
  /** When the day began, epoch milliseconds, wall clock. */
  since: number;
  count: number;
  errors: Ratio;
  averageMs: Ratio;
  perMinute: Ratio;
  operations: OperationSum[];
};

export async function requestsToday({
  performance,
  access,
}: Pick<ApiDeps, 'performance' | 'access'>): Promise<RequestsMade> {
  const wall = access.wall();
  const since = Math.floor(wall / day) * day;
  const operations = await performance.operations(since);
  const sum = (of: (one: OperationSum) => number) => operations.reduce((all, one) => all + of(one), 0);
  const count = sum((one) => one.count);
  return {
    since,
    count,
    errors: ratioOf(
      sum((one) => one.errors),
      count,
    ),
    averageMs: ratioOf(
      sum((one) => one.totalMs),
      count,
    ),
    perMinute: ratioOf(count, Math.max(1, (wall - since) / minute)),
    operations,
  };
}

/** Milliseconds by percentage, interpolated within the buckets; `null`: beyond the last bound, or nothing. */
export function requestPercentile({ buckets }: Pick<OperationSum, 'buckets'>, p: number): number | null {
  const [found] = percentiles(bucketsOf(buckets), [], [p]);
  return found !== undefined && 'millis' in found ? Math.round(found.millis) : null;
}

function bucketsOf(held: OperationSum['buckets']): LatencyBucket[] {
  const bounds = [0, ...performanceBounds, Number.POSITIVE_INFINITY];
  return bounds.slice(1).map((to, index) => ({
    from: bounds[index] ?? 0,
    to,
    count: held[Number.isFinite(to) ? String(to) : 'more'] ?? 0,
  }));
}
