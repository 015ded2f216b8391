import { type Measures, measure } from '../core/counter.ts';
import type { PeopleCount, PeopleSet } from '../core/unique.ts';
import type { Span } from './bucket.ts';
import { plan } from './plan.ts';
import { planRules, type QueryDeps, readPlanned } from './read-buckets.ts';

/** Different people of one local day; the present day is as the last roll-up left it, an hour behind at most. */
export type DayOfPeople = Span &
  Record<PeopleSet, PeopleCount> & {
    /** How many people stood so at the end of the day, by what each said last. */
    optedOut: number;
    optedIn: number;
  };

/** How many different people a tenant met, day by day. There is no sum: who wrote on two days is one person. */
export async function people(
  { tenant, ...span }: Span & { tenant: string },
  deps: QueryDeps,
): Promise<{ days: DayOfPeople[]; asOf: number }> {
  const rules = { ...planRules(tenant, 'total', 'day', deps), ladder: ['day'] } as const;
  const reading = await readPlanned({ tenant, dimension: 'total', value: 'all' }, plan(span, rules), rules, deps);
  const days = reading.buckets.map(({ from, to, measures }) => ({
    from,
    to,
    senders: countOf(measures, 'senders'),
    users: countOf(measures, 'users'),
    optedOut: measure(measures, 'u.optedOut'),
    optedIn: measure(measures, 'u.optedIn'),
  }));
  return { days, asOf: reading.now };
}

function countOf(measures: Measures, set: PeopleSet): PeopleCount {
  return { count: measure(measures, `u.${set}`), errorPermille: measure(measures, `u.${set}ErrorPermille`) };
}
