import { TZDate } from '@date-fns/tz';
import { nextLocalDayStart } from '../functions/core/calendar.ts';
import { hour } from '../functions/core/time.ts';

/** `from <= at < to`, epoch milliseconds. */
export type TimeRange = { from: number; to: number };

const timePattern = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

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
  const [matched, ...parts] = timePattern.exec(text) ?? [];
  const [year = 0, month = 0, date = 0, hours = 0, minutes = 0] = parts.slice(0, 5).map((part) => Number(part ?? 0));
  const real = new Date(Date.UTC(year, month - 1, date)).getUTCDate() === date && hours < 24 && minutes < 60;
  if (matched === undefined || !real) {
    throw new Error(`"${text}" is no time: write 2026-11-21, or 2026-11-21T14:00 (of ${zone}), or 2026-11-21T19:00Z`);
  }
  return parts[5] === undefined ? new TZDate(year, month - 1, date, hours, minutes, zone).getTime() : Date.parse(text);
}
