import { type Counter, type CounterId, isEmpty, type Measures, measure } from '../core/counter.ts';
import { expiresAt, expiryGuard, type Retention } from '../core/retention.ts';
import { minute } from '../core/time.ts';
import { type JournalBook, recountable } from './journal-book.ts';

/** A stored counter with the revision that a conditional write must meet; 0: there is none. */
export type AuditedCounter = Counter & { rev: number };

/** One measure of one counter that is not what the journal says. */
export type Difference = CounterId & { measure: string; stored: number; counted: number };

export type Drift = {
  /** Counters that were looked at: those below, together. */
  items: number;
  equal: number;
  /** Changed too lately to be judged, or while they were: left for the next run. */
  moving: number;
  /** Changed after their bucket took no more counts, as close to its expiry as that is: not judged. */
  late: number;
  repaired: number;
  /** Differ, and were not repaired. */
  drifting: number;
  /** Sum of the absolute differences found, repaired or not. */
  drift: number;
  /** The first of the differences found. */
  differences: Difference[];
};

/** What of a drift is added up. */
export const driftAmounts = ['items', 'equal', 'moving', 'late', 'repaired', 'drifting', 'drift'] as const;

/** So many differences are told one by one. */
const mostDifferences = 200;

/** A counter that expires within this time may go while it is looked at. */
const expiryMargin = 15 * minute;

export type Comparison = {
  /** By key; read before the journal was. */
  stored: ReadonlyMap<string, AuditedCounter>;
  book: JournalBook;
  now: number;
  quietMs: number;
  retention: Retention;
  /** Sets measures (0: takes them off) if the revision is still that of `counter`. Absent: nothing is repaired. */
  repair?: ((counter: AuditedCounter, measures: Measures) => Promise<boolean>) | undefined;
};

export function noDrift(): Drift {
  return { items: 0, equal: 0, moving: 0, late: 0, repaired: 0, drifting: 0, drift: 0, differences: [] };
}

export function addDrift(into: Drift, { differences, ...amounts }: Partial<Drift>): void {
  for (const name of driftAmounts) {
    into[name] += amounts[name] ?? 0;
  }
  into.differences.push(...(differences ?? []).slice(0, mostDifferences - into.differences.length));
}

/** Compares stored counters with the journal's book, and repairs them if asked to. */
export async function compare(comparison: Comparison): Promise<Drift> {
  const { stored, book, now, retention } = comparison;
  const total = noDrift();
  for (const key of new Set([...stored.keys(), ...book.keys()])) {
    const booked = book.get(key);
    const id = stored.get(key) ?? booked;
    if (id === undefined || expiresAt(id, retention) <= now + expiryMargin) continue;
    // Nothing is counted in most of the scopes that an entry may have been in.
    if (!stored.has(key) && booked && isEmpty(booked.measures)) continue;
    const counter = stored.get(key) ?? { ...id, measures: {}, rev: 0 };
    addDrift(total, { items: 1, ...(await judge(counter, booked, comparison)) });
  }
  return total;
}

async function judge(
  counter: AuditedCounter,
  booked: { measures: Measures; changedAt: number } | undefined,
  { now, quietMs, retention, repair }: Comparison,
): Promise<Partial<Drift>> {
  const differences = differencesOf(counter, booked?.measures ?? {});
  if (differences.length === 0) return { equal: 1 };
  const changedAt = booked?.changedAt ?? 0;
  if (changedAt > now - quietMs) return { moving: 1 };
  if (changedAt >= expiresAt(counter, retention) - expiryGuard) return { late: 1 };
  const drift = differences.reduce((sum, { stored, counted }) => sum + Math.abs(stored - counted), 0);
  if (repair === undefined) return { drifting: 1, drift, differences };
  const right = Object.fromEntries(differences.map(({ measure: name, counted }) => [name, counted]));
  return (await repair(counter, right)) ? { repaired: 1, drift, differences } : { moving: 1 };
}

function differencesOf({ measures, rev: _, ...id }: AuditedCounter, counted: Measures): Difference[] {
  const stored = recountable(measures);
  return [...new Set([...Object.keys(stored), ...Object.keys(counted)])].flatMap((name) => {
    const pair = { stored: measure(stored, name), counted: measure(counted, name) };
    return pair.stored === pair.counted ? [] : [{ ...id, measure: name, ...pair }];
  });
}
