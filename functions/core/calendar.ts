import { tzOffset } from '@date-fns/tz';
import { day, hour, minute } from './time.ts';

/** Local hours begin at quarters of UTC hours, and no zone changes its clocks at any other time. */
export const quarter = 15 * minute;
const rememberedQuarters = 20_000;
const offsets = new Map<string, Map<number, number>>();

/** The zone's offset, remembered: counting asks for the same few hours again and again. */
function offset(timeZone: string, at: number): number {
  const slot = Math.floor(at / quarter);
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  const remembered = ofZone.get(slot);
  if (remembered !== undefined) return remembered;
  if (ofZone.size >= rememberedQuarters) ofZone.clear();
  const found = tzOffset(timeZone, new Date(slot * quarter)) * minute;
  ofZone.set(slot, found);
  offsets.set(timeZone, ofZone);
  return found;
}

/**
 * The first instant at which the zone's wall clock shows `wall` (a wall time read as if it were UTC); where the clock
 * skips it, the instant of the change.
 */
function instantOfWall(timeZone: string, wall: number): number {
  const before = wall - offset(timeZone, wall - day);
  const after = wall - offset(timeZone, wall + day);
  return [before, after].find((at) => at + offset(timeZone, at) === wall) ?? before;
}

/** The UTC start of the local hour in which `at` lies; half-hour zones start at :30 UTC. */
export function localHourStart(timeZone: string, at: number): number {
  const shift = offset(timeZone, at);
  return Math.floor((at + shift) / hour) * hour - shift;
}

/** The UTC start of the local day in which `at` lies; days are 23 or 25 hours long when the clocks change. */
export function localDayStart(timeZone: string, at: number): number {
  const wall = at + offset(timeZone, at);
  return instantOfWall(timeZone, Math.floor(wall / day) * day);
}

/** The UTC start of the next local day. */
export function nextLocalDayStart(timeZone: string, dayStart: number): number {
  return localDayStart(timeZone, dayStart + 36 * hour);
}

/** The UTC start of the local month in which `at` lies. */
export function localMonthStart(timeZone: string, at: number): number {
  const wall = new Date(at + offset(timeZone, at));
  return instantOfWall(timeZone, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), 1));
}

/** The UTC start of the next local month. */
export function nextLocalMonthStart(timeZone: string, monthStart: number): number {
  return localMonthStart(timeZone, monthStart + 32 * day);
}

/** The hour of the local week, from Monday 00 = 0 to Sunday 23 = 167. */
export function hourOfWeek(timeZone: string, at: number): number {
  const wall = new Date(at + offset(timeZone, at));
  return ((wall.getUTCDay() + 6) % 7) * 24 + wall.getUTCHours();
}

/** The instant at which the wall clock showed the same so many days before; where it skipped that, the instant of the change. */
export function localDaysBefore(timeZone: string, at: number, days: number): number {
  return instantOfWall(timeZone, at + offset(timeZone, at) - days * day);
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * The instant at which the wall clock first shows a time (milliseconds since midnight) on the local day so many days
 * before that of `at`, and which day of the week that is. A time that the clock skips is as much later by the clock.
 */
export function wallTime(
  timeZone: string,
  at: number,
  { daysBefore, time }: { daysBefore: number; time: number },
): { at: number; weekday: Weekday } {
  const localDay = Math.floor((at + offset(timeZone, at)) / day) - daysBefore;
  // 1970 began on a Thursday.
  const weekday = weekdays[(localDay + 3) % weekdays.length] ?? 'monday';
  return { at: instantOfWall(timeZone, localDay * day + time), weekday };
}

/** What the wall clock shows, read as if it were UTC. */
export function wallClock(timeZone: string, at: number): number {
  return at + offset(timeZone, at);
}

/**
 * The instant of `2026-11-01T22:00`, by the clocks of the zone (the first, if they show it twice; the instant of the
 * change, if they skip it), or of `2026-11-01T22:00Z` and `2026-11-01T22:00-05:00`. `undefined` if the text is neither.
 */
export function instantOf(timeZone: string, text: string): number | undefined {
  const [, local, , shift] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const wall = Date.parse(`${local}Z`);
  // The thirtieth of February would be in March.
  if (local === undefined || Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(local)) return undefined;
  return shift === undefined ? instantOfWall(timeZone, wall) : Date.parse(text);
}

/** A local day, from its date: `2026-12-25`. */
export function localDaySpan(timeZone: string, date: string): { from: number; to: number } {
  const from = instantOfWall(timeZone, Date.parse(date));
  return { from, to: nextLocalDayStart(timeZone, from) };
}

/** `14:03 EST`: an instant as a person of that zone would write it. */
export function localTimeText(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}

/** `2026-11-20 14:03`: instants by the clocks of a zone. */
export function localStamps(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(at);
}

/** `2026-11-20 14:03:27`: the same, to the second. */
export function localSeconds(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => format.format(at);
}

/** The UTC starts of the local hours in `[from, to)`, which are bounds of local hours themselves. */
export function localHourStarts(timeZone: string, from: number, to: number): number[] {
  const starts = new Set<number>();
  // Where clocks change by half an hour, an hour of wall time begins after thirty minutes.
  for (let at = from; at < to; at += hour / 2) starts.add(localHourStart(timeZone, at));
  return [...starts].filter((start) => start >= from);
}

/** The UTC starts of the local days in `[from, to)`; `from` is one. */
export function localDayStarts(timeZone: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let start = from; start < to; start = nextLocalDayStart(timeZone, start)) starts.push(start);
  return starts;
}

/** The starts of the UTC days that `[from, to)` touches. */
export function dayStartsUtc(from: number, to: number): number[] {
  const starts: number[] = [];
  for (let start = Math.floor(from / day) * day; start < to; start += day) starts.push(start);
  return starts;
}

/** The starts of the UTC months that `[from, to)` touches. */
export function monthStartsUtc(from: number, to: number): number[] {
  const starts: number[] = [];
  const first = new Date(from);
  for (let index = first.getUTCMonth(); ; index += 1) {
    const start = Date.UTC(first.getUTCFullYear(), index, 1);
    if (start >= to) return starts;
    starts.push(start);
  }
}

/** The starts of the UTC years that `[from, to)` touches. */
export function yearStartsUtc(from: number, to: number): number[] {
  const starts: number[] = [];
  for (let year = new Date(from).getUTCFullYear(); Date.UTC(year, 0, 1) < to; year += 1)
    starts.push(Date.UTC(year, 0, 1));
  return starts;
}
