import * as z from 'zod';
import { localDaySpan } from '../../core/calendar.ts';
import { day, hour } from '../../core/time.ts';
import type { Span } from '../../query/bucket.ts';
import { type Problem, problem } from '../problem.ts';
import { dateOf } from './day-rows.ts';

export const dateQuery = z.iso.date('write a date such as 2026-11-21').meta({ description: 'Of the tenant’s zone' });

/** The first and the last day of an answer. */
export const dateRangeSchema = z.object({ start_date: z.iso.date(), end_date: z.iso.date() });
export type DateRange = z.infer<typeof dateRangeSchema>;

const longest = 366 * day;

/** The local days from one date to another, both included; to today, if no end is named. */
export function datesSpan(
  start: string,
  end: string | undefined,
  zone: string,
  now: number,
): { span: Span; range: DateRange } | Problem {
  const last = end ?? dateOf(zone, now);
  const span = { from: localDaySpan(zone, start).from, to: localDaySpan(zone, last).to };
  if (span.from >= span.to) return problem(400, 'start_date: write a date that is not after end_date, nor after today');
  // Clocks change by an hour at most.
  if (span.to - span.from > longest + hour) return problem(400, 'end_date: write 366 days at most');
  return { span, range: { start_date: start, end_date: last } };
}
