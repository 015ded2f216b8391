import { TZDate } from '@date-fns/tz';

const timePattern = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The time that a text names: ISO 8601, or a date or time of the zone. Epoch milliseconds; `undefined` if it names none. */
export function parseTime(text: string, zone: string): number | undefined {
  const [matched, ...parts] = timePattern.exec(text) ?? [];
  const [year = 0, month = 0, date = 0, hours = 0, minutes = 0] = parts.slice(0, 5).map((part) => Number(part ?? 0));
  const named = new Date(Date.UTC(year, month - 1, date));
  const real = named.getUTCMonth() === month - 1 && named.getUTCDate() === date && hours < 24 && minutes < 60;
  // Years before 100 are read as of the last century.
  if (matched === undefined || !real || year < 100) return undefined;
  if (parts[5] === undefined) return new TZDate(year, month - 1, date, hours, minutes, zone).getTime();
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
