import { tzOffset } from '@date-fns/tz';
import { day, hour, minute } from './time.ts';

function offset(timeZone: string, at: number): number {
  return tzOffset(timeZone, new Date(at)) * minute;
}

/** The UTC instant at which the zone's wall clock shows `wall` (a wall time read as if it were UTC). */
function instantOfWall(timeZone: string, wall: number): number {
  const guess = wall - offset(timeZone, wall);
  return wall - offset(timeZone, guess);
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
