import { localDayStart } from '../core/calendar.ts';
import { type Cursor, lastLocalEnd, longestRun } from '../core/cursor.ts';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { day, hour } from '../core/time.ts';
import { addDrift, type Drift, noDrift } from './compare.ts';
import { type RecountDeps, recountHour } from './recount.ts';
import { recountUsersUntil } from './recount-users.ts';

export type AuditDeps = RecountDeps & {
  tenants: Readonly<Record<string, { timeZone: string }>>;
  cursor(name: string): Cursor;
  metric: EmitMetric;
  log: Log;
};

export type Audited = Drift & {
  /** Hours looked at; each is one of a tenant and a look. */
  hours: number;
  /** Hours that were due and are left to the next run. */
  left: number;
};

/** An entry that has not changed for so long is counted, or never will be: no change waits in the stream longer. */
export const quiet = 25 * hour;

/**
 * How long after its end an hour is looked at: while its minutes are kept; and when messages have been given up on, and
 * so are quiet.
 */
const looks = [
  { name: 'first', after: 26 * hour, of: 'hours' },
  { name: 'second', after: 5 * day, of: 'hours' },
  { name: 'users', after: 5 * day, of: 'users' },
] as const;
type Look = (typeof looks)[number];

/** So many differing measures of an hour are logged. */
const mostTold = 20;

/** More hours than this are not caught up. */
const mostHours = 48;

/**
 * Compares counters with the journal, hour by hour, and repairs nothing: a difference is a mistake of ours that a
 * person should see. Safe to repeat. @param tick the scheduled time. @throws if a table fails
 */
export async function audit(tick: number, deps: AuditDeps): Promise<Audited> {
  const until = deps.now() + longestRun;
  const audited: Audited = { ...noDrift(), hours: 0, left: 0 };
  for (const look of looks) {
    for (const [tenant, { timeZone: zone }] of Object.entries(deps.tenants)) {
      await auditLook({ tenant, zone, look }, { tick, until, audited }, deps);
    }
  }
  deps.metric(metricNames.counterDrift, audited.drift);
  const { differences: _, ...numbers } = audited;
  deps.log.info('audited', numbers);
  return audited;
}

type Place = { tenant: string; zone: string; look: Look };
type Run = { tick: number; until: number; audited: Audited };

/** The cursor moves behind each hour, so that the next run goes on where this one ended. */
async function auditLook(place: Place, { tick, until, audited }: Run, deps: AuditDeps): Promise<void> {
  const { tenant, look } = place;
  const cursor = deps.cursor(`audit#${tenant}#${look.name}`);
  const newest = Math.floor((tick - look.after - lastLocalEnd) / hour) * hour;
  const first = Math.max(((await cursor.read()) ?? newest - hour) + hour, newest - (mostHours - 1) * hour);
  for (let start = first; start <= newest; start += hour) {
    if (deps.now() >= until) {
      audited.left += (newest - start) / hour + 1;
      return;
    }
    const drift =
      look.of === 'hours' ? await auditHour(place, start, deps) : await auditUsers(place, start, until, deps);
    addDrift(audited, drift);
    tell(tenant, start, drift, deps.log);
    await cursor.move(start);
    audited.hours += 1;
  }
}

function auditHour({ tenant }: Place, hourStart: number, deps: AuditDeps): Promise<Drift> {
  return recountHour({ tenant, quietMs: quiet, repair: false, hour: hourStart }, deps);
}

/** Users come last, and a day with too many of them is passed over: it must not keep the hours from being looked at. */
async function auditUsers({ tenant, zone }: Place, start: number, until: number, deps: AuditDeps): Promise<Drift> {
  const day = dayEndedIn(zone, start);
  if (day === undefined) return noDrift();
  const drift = await recountUsersUntil(until, { tenant, quietMs: quiet, repair: false, zone, day }, deps);
  if (drift !== undefined) return drift;
  deps.log.warn('users of a day not audited: one run is too short for them', {
    tenant,
    day: new Date(day).toISOString(),
  });
  return noDrift();
}

/** The start of the local day that ends in a UTC hour. */
function dayEndedIn(zone: string, start: number): number | undefined {
  const next = localDayStart(zone, start + hour - 1);
  return next < start ? undefined : localDayStart(zone, next - 1);
}

function tell(tenant: string, start: number, drift: Drift, log: Log): void {
  const { differences, ...numbers } = drift;
  const what = { tenant, hour: new Date(start).toISOString(), ...numbers };
  if (drift.drift === 0) log.info('hour audited', what);
  else log.error('counters differ from the journal', what);
  for (const difference of differences.slice(0, mostTold)) log.warn('a measure differs', difference);
}
