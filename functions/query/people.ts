import { measure } from '../core/counter.ts';
import { type PeopleCount, type PeopleSet, type PeopleSource, peopleCount } from '../core/unique.ts';
import { bucketsTouching, type Span } from './bucket.ts';
import { type Ratio, ratioOf } from './derived.ts';
import type { Quality } from './quality.ts';
import { planRules, type QueryDeps } from './read-buckets.ts';
import { series } from './series.ts';

export type PeopleDeps = QueryDeps & PeopleSource;

export type PeopleOfDay = Span & {
  /** People who wrote to the team. */
  senders: PeopleCount;
  /** Users of whom there was anything: a message, a call. */
  users: PeopleCount;
  /** Messages that the team got, of one sender on average. */
  perSender: Ratio;
};

/** By days only: who writes on two days is one person, so days do not add up. */
export type People = { days: PeopleOfDay[]; quality: Quality };

/**
 * How many different people there were on each local day that a span touches: from the day's sets as long as they are
 * kept, and from the day's own item after that. Two queries for each of the last eight days, and two reads besides.
 */
export async function people({ tenant, from, to }: Span & { tenant: string }, deps: PeopleDeps): Promise<People> {
  const { zone } = planRules(tenant, 'total', 'day', deps);
  const total = { tenant, dimension: 'total', value: 'all' } as const;
  const buckets = bucketsTouching(zone, 'day', { from, to: Math.min(to, deps.now()) });
  const [first, last] = [buckets[0], buckets.at(-1)];
  const span = { from: first?.from ?? from, to: last?.to ?? from };
  const ids = buckets.map(({ granularity, start }) => ({ ...total, granularity, start }));
  const [{ points, quality }, items] = await Promise.all([
    series({ ...total, ...span, step: 'day' }, deps),
    deps.history.get(ids),
  ]);
  const stored = new Map(items.map(({ start, measures }) => [start, measures]));
  const received = new Map(points.map((point) => [point.from, measure(point.measures, 'o.inbound.received')]));
  const days = buckets.map(async (bucket): Promise<PeopleOfDay> => {
    const standing = stored.get(bucket.start) ?? {};
    const counted = async (set: PeopleSet) =>
      peopleCount(standing, set, await deps.peopleOf({ tenant, set, dayStart: bucket.start }));
    const [senders, users] = await Promise.all([counted('senders'), counted('users')]);
    const perSender = ratioOf(received.get(bucket.from) ?? 0, senders.count);
    return { from: bucket.from, to: bucket.to, senders, users, perSender };
  });
  return { days: await Promise.all(days), quality };
}
