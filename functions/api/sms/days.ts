import { localDayStart, localDaysBefore } from '../../core/calendar.ts';
import { type Measures, sumOf } from '../../core/counter.ts';
import type { Span } from '../../query/bucket.ts';
import { series } from '../../query/series.ts';
import type { Context } from '../endpoint.ts';
import { dateOf } from './day-rows.ts';

export type DayMeasures = { date: string; measures: Measures };
type Asker = Pick<Context, 'tenant' | 'zone' | 'deps'>;

/** What each local day counted, of everybody or of one user. */
export async function daysOf(span: Span, { tenant, zone, deps }: Asker, user?: string): Promise<DayMeasures[]> {
  const scope =
    user === undefined
      ? ({ dimension: 'total', value: 'all' } as const)
      : ({ dimension: 'user', value: user } as const);
  const { points } = await series({ tenant, ...scope, ...span, step: 'day' }, deps.history);
  return points.map(({ from, measures }) => ({ date: dateOf(zone, from), measures }));
}

/** So many local days up to now, today among them. */
export function lastDays(days: number, { zone, deps }: Asker): Span {
  const now = deps.now();
  return { from: localDaysBefore(zone, localDayStart(zone, now), days - 1), to: now };
}

export function sumOfDays(days: readonly DayMeasures[]): Measures {
  return sumOf(days.map(({ measures }) => measures));
}
