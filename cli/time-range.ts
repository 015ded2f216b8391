import { nextLocalDayStart } from '../functions/core/calendar.ts';
import { hour } from '../functions/core/time.ts';
import { parseTime } from '../functions/core/time-text.ts';

/** `from <= at < to`, epoch milliseconds. */
export type TimeRange = { from: number; to: number };

/**
 * What a person means by two times: an ISO time, or a date or time of the tenant's zone. Without an end it is the day or
 * the hour that the beginning names. @throws Error that says what to write
 */
export function timeRange(fromText: string, toText: string | undefined, zone: string): TimeRange {
  const from = timeOf(fromText, zone);
  const to = toText === undefined ? endOf(fromText, from, zone) : timeOf(toText, zone);
  if (to <= from) throw new Error(`--to ${toText} is not after --from ${fromText}`);
  return { from, to };
}

function endOf(text: string, from: number, zone: string): number {
  return text.includes('T') ? from + hour : nextLocalDayStart(zone, from);
}

/** A time that a person wrote. @throws Error that says what to write */
export function timeOf(text: string, zone: string): number {
  const at = parseTime(text, zone);
  if (at !== undefined) return at;
  throw new Error(`"${text}" is no time: write 2026-11-21, or 2026-11-21T14:00 (of ${zone}), or 2026-11-21T19:00Z`);
}
