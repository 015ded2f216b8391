import { instantOf } from './calendar.ts';
import type { Matcher } from './matcher.ts';
import { isWithin, type TimeInterval } from './time-interval.ts';

/** A time in which work is done on something: nobody is told of the firing of what its matchers match. */
export type MaintenanceWindow = {
  name: string;
  match: Matcher[];
  /** When it comes again: intervals of the configuration by their names, or one of its own. Any of them is enough. */
  during?: string | string[] | TimeInterval | undefined;
  /** What lies outside is no part of it: `2026-11-01T22:00` by the clocks of the zone, or with an offset. */
  from?: string | undefined;
  to?: string | undefined;
  /** Whose clocks count, if not those of who asks. */
  zone?: string | undefined;
  comment?: string | undefined;
};

export type Intervals = Readonly<Record<string, TimeInterval>>;

/** The windows that are open, whatever they match: the start is inside, the end is not. */
export function openWindows(
  windows: readonly MaintenanceWindow[],
  intervals: Intervals,
  at: number,
  zone: string,
): MaintenanceWindow[] {
  return windows.filter((window) => {
    const own = window.zone ?? zone;
    const from = window.from === undefined ? undefined : instantOf(own, window.from);
    const to = window.to === undefined ? undefined : instantOf(own, window.to);
    if ((from !== undefined && at < from) || (to !== undefined && at >= to)) return false;
    return window.during === undefined || isDuring(window.during, intervals, at, own);
  });
}

/** Whether any of several intervals, given by their names, or one given as it is, is at hand. */
function isDuring(
  during: string | readonly string[] | TimeInterval,
  intervals: Intervals,
  at: number,
  zone: string,
): boolean {
  if (typeof during === 'object' && !isList(during)) return isWithin(during, at, zone);
  return [during].flat().some((name) => {
    const interval = intervals[name];
    return interval !== undefined && isWithin(interval, at, zone);
  });
}

function isList(during: readonly string[] | TimeInterval): during is readonly string[] {
  return Array.isArray(during);
}
