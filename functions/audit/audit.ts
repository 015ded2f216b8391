import { localDayStart } from '../core/calendar.ts';
import { type Cursor, lastLocalEnd, longestRun } from '../core/cursor.ts';
import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { day, hour } from '../core/time.ts';
import { addDrift, type Drift, noDrift } from './compare.ts';
import { type RecountDeps, recountHour } from './recount.ts';
import { recountUsers } from './recount-users.ts';

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
  { name: 'first', after: 26 * hour, users: false },
  { name: 'second', after: 5 * day, users: true },
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
  for (const [tenant, { timeZone: zone }] of Object.entries(deps.tenants)) {
    for (const look of looks) await auditLook({ tenant, zone, look }, { tick, until, audited }, deps);
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
    const drift = await auditHour(place, start, deps);
    addDrift(audited, drift);
    tell(tenant, start, drift, deps.log);
    await cursor.move(start);
    audited.hours += 1;
  }
}

async function auditHour({ tenant, zone, look }: Place, start: number, deps: AuditDeps): Promise<Drift> {
  const how = { tenant, quietMs: quiet, repair: false };
  const drift = await recountHour({ ...how, hour: start }, deps);
  const ended = look.users ? dayEndedIn(zone, start) : undefined;
  if (ended !== undefined) addDrift(drift, await recountUsers({ ...how, zone, day: ended }, deps));
  return drift;
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
