import type { Alert } from './alert.ts';
import { type Weekday, wallTime, weekdays } from './calendar.ts';
import { severityOrder } from './severity.ts';
import { day, hour, minute } from './time.ts';

/** What a route tells once a day instead of at once, by the clocks of the tenant's zone. */
export type DigestSettings = {
  /** `09:00` */
  at: string;
  /** Absent: every day. */
  weekdays?: readonly Weekday[] | undefined;
};

/** How far back a digest of one weekday looks, and how long what has ended is kept for it. */
export const longestDigest = 8 * day;

/**
 * Whether a digest's time has come after `before` and not after `tick`: once on each of its days, though the clocks skip
 * that time, which makes it as much later, or show it twice, of which the first counts. However many were missed, one
 * is due.
 */
export function digestDue(settings: DigestSettings, zone: string, before: number, tick: number): boolean {
  const latest = daysBack
    .map((days) => timeOn(settings, zone, tick, days))
    .find((at) => at !== undefined && at <= tick);
  return latest !== undefined && latest > before;
}

/** From today a week back: of a digest on one weekday the last one may have been then. */
const daysBack = weekdays.map((_, days) => days).concat(weekdays.length);

function timeOn(settings: DigestSettings, zone: string, tick: number, days: number): number | undefined {
  const [hours = 0, minutes = 0] = settings.at.split(':').map(Number);
  const { at, weekday } = wallTime(zone, tick, { daysBefore: days, time: hours * hour + minutes * minute });
  return settings.weekdays === undefined || settings.weekdays.includes(weekday) ? at : undefined;
}

type Member = Pick<Alert, 'state' | 'firedAt' | 'resolvedAt' | 'peak'>;

/** What a digest tells: what fires now, and what fired at any time after the last one, the worst first. */
export function digestMembers<One extends Member>(alerts: readonly One[], sinceTick: number): One[] {
  return alerts
    .filter(({ state, firedAt, resolvedAt }) => {
      const lastFired = Math.max(firedAt ?? Number.NEGATIVE_INFINITY, resolvedAt ?? Number.NEGATIVE_INFINITY);
      return state === 'firing' || lastFired > sinceTick;
    })
    .sort((a, b) => severityOrder(a.peak) - severityOrder(b.peak) || (a.firedAt ?? 0) - (b.firedAt ?? 0));
}
