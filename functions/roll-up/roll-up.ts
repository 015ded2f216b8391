import { localDayStart, localMonthStart, nextLocalDayStart, nextLocalMonthStart } from '../core/calendar.ts';
import { addMeasures, type Counter, type CounterId, type Measures } from '../core/counter.ts';
import type { Log } from '../core/log.ts';

/** A stored counter with the revision that a conditional write must meet. */
export type StoredCounter = Counter & { rev: number };

export type RollUpStore = {
  /** The counters of that granularity that changed since they were last rolled up. */
  dirty(tenant: string, granularity: 'hour' | 'day'): AsyncIterable<CounterId>;
  /** The stored counters of a scope with `from <= start < to`, read consistently. */
  range(scope: Scope, granularity: 'hour' | 'day', from: number, to: number): Promise<StoredCounter[]>;
  /** The revision of one counter, read consistently; 0 if it does not exist. */
  revision(id: CounterId): Promise<number>;
  /** Replaces a counter if its revision is still `expected`; a day becomes dirty by it. @returns whether it was written */
  replace(id: CounterId, measures: Measures, expected: number): Promise<boolean>;
  /** Takes the dirty flag off a counter if its revision is still the given one. */
  clean(counter: StoredCounter): Promise<void>;
};

export type RollUpDeps = { store: RollUpStore; tenants: Readonly<Record<string, { timeZone: string }>>; log: Log };

type Scope = Pick<CounterId, 'tenant' | 'dimension' | 'value'>;

/** Sums hours into local days, and days into local months, where something changed. Safe beside late hours and itself. */
export async function rollUp(deps: RollUpDeps): Promise<{ days: number; months: number; raced: number }> {
  const result = { days: 0, months: 0, raced: 0 };
  for (const [tenant, { timeZone }] of Object.entries(deps.tenants)) {
    const days = await rollUpTenant(tenant, dayOf(timeZone), deps.store);
    const months = await rollUpTenant(tenant, monthOf(timeZone), deps.store);
    result.days += days.written;
    result.months += months.written;
    result.raced += days.raced + months.raced;
  }
  deps.log.info('rolled up', result);
  return result;
}

/** How a coarser bucket is made of finer ones. */
type Step = {
  from: 'hour' | 'day';
  to: 'day' | 'month';
  start(at: number): number;
  end(start: number): number;
};

function dayOf(zone: string): Step {
  return {
    from: 'hour',
    to: 'day',
    start: (at) => localDayStart(zone, at),
    end: (start) => nextLocalDayStart(zone, start),
  };
}

function monthOf(zone: string): Step {
  return {
    from: 'day',
    to: 'month',
    start: (at) => localMonthStart(zone, at),
    end: (start) => nextLocalMonthStart(zone, start),
  };
}

async function rollUpTenant(
  tenant: string,
  step: Step,
  store: RollUpStore,
): Promise<{ written: number; raced: number }> {
  const buckets = new Map<string, CounterId>();
  for await (const finer of store.dirty(tenant, step.from)) {
    const bucket: CounterId = { ...finer, granularity: step.to, start: step.start(finer.start) };
    buckets.set(`${bucket.dimension} ${bucket.value} ${bucket.start}`, bucket);
  }
  let raced = 0;
  for (const bucket of buckets.values()) {
    if (!(await rollUpBucket(bucket, step, store))) raced += 1;
  }
  return { written: buckets.size - raced, raced };
}

/**
 * The revision is read before the sum: two roll-ups of one bucket then cannot leave the older sum standing. A finer
 * bucket that changed after it was read keeps its flag, and the next run sums again.
 */
async function rollUpBucket(bucket: CounterId, step: Step, store: RollUpStore): Promise<boolean> {
  const expected = await store.revision(bucket);
  const finer = await store.range(bucket, step.from, bucket.start, step.end(bucket.start));
  const total: Measures = {};
  for (const counter of finer) addMeasures(total, counter.measures);
  if (!(await store.replace(bucket, total, expected))) return false;
  for (const counter of finer) await store.clean(counter);
  return true;
}
