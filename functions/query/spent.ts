import { localDayStart, localDaysBefore, localMonthStart } from '../core/calendar.ts';
import { hour } from '../core/time.ts';
import type { Span } from './bucket.ts';
import { planRules, type QueryDeps, type Reading, readBuckets } from './read-buckets.ts';
import { readWithin } from './read-within.ts';
import { top } from './top.ts';

type Read = { span: Span; measures: Reading['measures'] };

export type Spent = {
  today: Read;
  /** Up to when the wall clock showed the same as now. */
  yesterdaySoFar: Read;
  yesterday: Read;
  /** The local month so far. */
  month: Read;
  /** Every provider whose messages cost anything today or yesterday. */
  byProvider: { provider: string; todayMicros: number; yesterdayMicros: number }[];
};

/** What today has counted, to be held against yesterday, and the month: of a tenant's zone. */
export async function spent(tenant: string, deps: QueryDeps): Promise<Spent> {
  const { zone, now } = planRules(tenant, 'total', 'month', deps);
  const begun = localDayStart(zone, now);
  const begunBefore = localDayStart(zone, begun - hour);
  const sameTime = Math.min(localDaysBefore(zone, now, 1), begun);
  const today = { from: begun, to: now };
  const yesterday = { from: begunBefore, to: begun };
  const total = { tenant, dimension: 'total', value: 'all' } as const;
  const read = async (span: Span, reader: typeof readBuckets): Promise<Read> => {
    const { measures } = await reader({ ...total, ...span }, 'month', deps);
    return { span, measures };
  };
  const costs = async (span: Span) => {
    const question = { tenant, dimension: 'provider', by: 'o.costMicros', limit: Number.POSITIVE_INFINITY } as const;
    const { rows } = await top({ ...question, ...span }, deps);
    return new Map(rows.map(({ value, by }) => [value, by]));
  };
  const [costsToday, costsYesterday, ...reads] = await Promise.all([
    costs(today),
    costs(yesterday),
    read(today, readBuckets),
    read({ from: begunBefore, to: sameTime }, readWithin),
    read(yesterday, readBuckets),
    read({ from: localMonthStart(zone, now), to: now }, readBuckets),
  ]);
  const names = [...new Set([...costsToday.keys(), ...costsYesterday.keys()])];
  return {
    today: reads[0],
    yesterdaySoFar: reads[1],
    yesterday: reads[2],
    month: reads[3],
    byProvider: names.map((provider) => ({
      provider,
      todayMicros: costsToday.get(provider) ?? 0,
      yesterdayMicros: costsYesterday.get(provider) ?? 0,
    })),
  };
}
