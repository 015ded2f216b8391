import { dayStartsUtc, monthStartsUtc, yearStartsUtc } from '../../functions/core/calendar.ts';
import {
  addMeasures,
  type Counter,
  type CounterId,
  type Dimension,
  type Granularity,
  granularities,
  type Measures,
} from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { defaultRetention, expiryGuard } from '../../functions/core/retention.ts';
import { hour, minutesBetween } from '../../functions/core/time.ts';
import { bucketAt, type Span } from '../../functions/query/bucket.ts';
import type { History, Slice } from '../../functions/query/history.ts';
import type { QueryDeps } from '../../functions/query/read-buckets.ts';

/** Something that was counted, in one scope. */
export type Counted = { at: number; measures: Measures; dimension?: Dimension; value?: string };

export const tenant = 'main';
export const total = { tenant, dimension: 'total', value: 'all' } as const;

/**
 * Counters as they would be if these things had been counted, and a count of the reads. What must not be used for an
 * answer holds nonsense: days and months that are not rolled up for certain, minutes that take no more counts. What has
 * expired is not there.
 */
export function fakeHistory(counted: readonly Counted[], zone: string, now: number) {
  const items = new Map<string, Counter>();
  for (const { at, measures, dimension = 'total', value = 'all' } of counted) {
    for (const granularity of dimension === 'user' ? (['day'] as const) : granularities) {
      const bucket = bucketAt(zone, granularity, at);
      if (now >= bucket.start + defaultRetention[granularity]) continue;
      const id: CounterId = { tenant, dimension, value, granularity, start: bucket.start };
      const item = items.get(keyOf(id)) ?? { ...id, measures: {} };
      const usable = dimension === 'user' || isUsable(granularity, bucket, now);
      addMeasures(item.measures, usable ? measures : { 'o.started': 1_000_003 });
      items.set(keyOf(id), item);
    }
  }
  const reads = { count: 0 };
  const history: History = {
    get: async (ids) => {
      reads.count += Math.ceil(ids.length / 100);
      return ids.flatMap((id) => items.get(keyOf(id)) ?? []);
    },
    slice: async (slice) => {
      reads.count += partitions(slice);
      return [...items.values()].filter(
        (one) => one.dimension === slice.dimension && one.granularity === slice.granularity && isIn(one.start, slice),
      );
    },
  };
  const deps: QueryDeps = {
    history,
    tenants: { [tenant]: { timeZone: zone } },
    retention: defaultRetention,
    now: () => now,
  };
  return { deps, reads };
}

/** What a scope counted in a span, added up one by one. */
export function bruteForce(counted: readonly Counted[], span: Span, value = 'all'): Measures {
  const sum: Measures = {};
  for (const one of counted) if (isIn(one.at, span) && (one.value ?? 'all') === value) addMeasures(sum, one.measures);
  return sum;
}

function isUsable(granularity: Granularity, { start, to }: Span & { start: number }, now: number): boolean {
  if (granularity === 'minute') return now < start + defaultRetention.minute - expiryGuard;
  return granularity === 'hour' || to + 2 * hour <= now;
}

function isIn(at: number, { from, to }: Span): boolean {
  return from <= at && at < to;
}

function keyOf(id: CounterId): string {
  return Object.values(counterKey(id)).join(' ');
}

/** One query for each. */
function partitions({ granularity, from, to }: Slice): number {
  if (granularity === 'minute') return minutesBetween(from, to).length;
  return { hour: dayStartsUtc, day: monthStartsUtc, month: yearStartsUtc }[granularity](from, to).length;
}
