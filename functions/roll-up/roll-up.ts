import {
  localDayStart,
  localDayStarts,
  localHourStarts,
  localMonthStart,
  nextLocalDayStart,
  nextLocalMonthStart,
} from '../core/calendar.ts';
import { type Counter, type CounterId, type Measures, sumOf } from '../core/counter.ts';
import type { Log } from '../core/log.ts';
import { type DayPeopleDeps, dayPeople } from './day-people.ts';

/** A stored counter with the revision that a conditional write must meet. */
export type StoredCounter = Counter & { rev: number; dirty: boolean };

export type RollUpStore = {
  /** The counters of that granularity that changed since they were last rolled up. */
  dirty(tenant: string, granularity: 'hour' | 'day'): AsyncIterable<CounterId>;
  /** The counters that exist among these, read consistently. */
  read(ids: readonly CounterId[]): Promise<StoredCounter[]>;
  /** One counter as it stands, read consistently. */
  standing(id: CounterId): Promise<StoredCounter | undefined>;
  /** Replaces a counter if its revision is still `expected`; a day becomes dirty by it. @returns whether it was written */
  replace(id: CounterId, measures: Measures, expected: number): Promise<boolean>;
  /** Takes the dirty flag off a counter if its revision is still the given one. */
  clean(counter: StoredCounter): Promise<void>;
};

export type RollUpDeps = DayPeopleDeps & {
  store: RollUpStore;
  tenants: Readonly<Record<string, { timeZone: string }>>;
  log: Log;
};

/** Sums hours into local days, and days into local months, where something changed. Safe beside late hours and itself. */
export async function rollUp(deps: RollUpDeps): Promise<{ days: number; months: number; raced: number }> {
  const result = { days: 0, months: 0, raced: 0 };
  for (const [tenant, { timeZone }] of Object.entries(deps.tenants)) {
    const days = await rollUpTenant(tenant, dayOf(timeZone), deps);
    const months = await rollUpTenant(tenant, monthOf(timeZone), deps);
    result.days += days.written;
    result.months += months.written;
    result.raced += days.raced + months.raced;
  }
  deps.log.info('rolled up', result);
  return result;
}

/** How a coarser bucket is made of finer ones. */
type Step = {
  zone: string;
  from: 'hour' | 'day';
  to: 'day' | 'month';
  start(at: number): number;
  /** The starts of the finer buckets in a coarser one. */
  parts(start: number): number[];
};

function dayOf(zone: string): Step {
  return {
    zone,
    from: 'hour',
    to: 'day',
    start: (at) => localDayStart(zone, at),
    parts: (start) => localHourStarts(zone, start, nextLocalDayStart(zone, start)),
  };
}

function monthOf(zone: string): Step {
  return {
    zone,
    from: 'day',
    to: 'month',
    start: (at) => localMonthStart(zone, at),
    parts: (start) => localDayStarts(zone, start, nextLocalMonthStart(zone, start)),
  };
}

async function rollUpTenant(tenant: string, step: Step, deps: RollUpDeps): Promise<{ written: number; raced: number }> {
  const buckets = new Map<string, CounterId>();
  for await (const finer of deps.store.dirty(tenant, step.from)) {
    const bucket: CounterId = { ...finer, granularity: step.to, start: step.start(finer.start) };
    buckets.set(`${bucket.dimension} ${bucket.value} ${bucket.start}`, bucket);
  }
  let raced = 0;
  for (const bucket of buckets.values()) {
    if (!(await rollUpBucket(bucket, step, deps))) raced += 1;
  }
  return { written: buckets.size - raced, raced };
}

/**
 * The revision is read before the sum: two roll-ups of one bucket then cannot leave the older sum standing. A finer
 * bucket that changed after it was read keeps its flag, and the next run sums again.
 */
async function rollUpBucket(bucket: CounterId, step: Step, deps: RollUpDeps): Promise<boolean> {
  const { store } = deps;
  const standing = await store.standing(bucket);
  const finer = await store.read(
    step.parts(bucket.start).map((start) => ({ ...bucket, granularity: step.from, start })),
  );
  const sum = sumOf(finer.map((one) => one.measures));
  const measures = { ...sum, ...(await peopleOf(bucket, step, standing?.measures ?? {}, deps)) };
  if (!(await store.replace(bucket, measures, standing?.rev ?? 0))) return false;
  for (const counter of finer.filter(({ dirty }) => dirty)) await store.clean(counter);
  return true;
}

/** `count` notes people before it counts, so the sets, read after the hours, lack nobody of theirs. */
async function peopleOf(bucket: CounterId, step: Step, standing: Measures, deps: RollUpDeps): Promise<Measures> {
  if (bucket.dimension !== 'total' || step.to !== 'day') return {};
  return dayPeople({ tenant: bucket.tenant, zone: step.zone, start: bucket.start }, standing, deps);
}
