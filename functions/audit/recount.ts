import { quarter } from '../core/calendar.ts';
import type { Counter, CounterId, Measures } from '../core/counter.ts';
import { counterName } from '../core/counter-key.ts';
import type { JournalIndex } from '../core/journal.ts';
import type { Retention } from '../core/retention.ts';
import { hour } from '../core/time.ts';
import { type AuditedCounter, compare, type Drift } from './compare.ts';
import { enter, type JournalBook } from './journal-book.ts';

/** Which counters are recounted, and how. */
export type Recount = {
  tenant: string;
  /** The start of an hour of UTC. It holds the minutes in it, and the local hours that begin in it. */
  hour: number;
  /** For how long the entries behind a counter must not have changed, in milliseconds; 25 h is longer than any lag. */
  quietMs: number;
  repair: boolean;
};

export type RecountDeps = {
  /** The minutes and hours, of every dimension but user, that start in `[from, to)`; read consistently. */
  stored(tenant: string, from: number, to: number): Promise<AuditedCounter[]>;
  /** The counters that exist among these, read consistently. */
  storedUsers(ids: readonly CounterId[]): Promise<AuditedCounter[]>;
  startedIn: JournalIndex['startedIn'];
  /** Sets measures (0: takes them off) if the revision is still the given one. @returns whether it was written */
  repair(counter: AuditedCounter, measures: Measures): Promise<boolean>;
  /** Waits until the journal's index shows all that was written before. */
  pause(): Promise<void>;
  retention: Retention;
  now(): number;
};

/** What the recount of an hour needs. */
export type HourDeps = Omit<RecountDeps, 'storedUsers'>;

/**
 * Compares the counters of an hour with the journal, and repairs those that differ, if asked to.
 *
 * The order matters. Counters are read first, then the journal: whatever a counter held is in the journal as it is read
 * later, so an entry that is newer than its count shows by its time of change, and the counter is left alone as
 * *moving*. The other way round, an addition between the two reads would look like drift of an entry that seems quiet.
 * An entry that has been quiet for longer than a change can wait in the stream (23 h) is counted, or never will be.
 * A repair is refused if anything was added to the counter since it was read.
 *
 * The time zone plays no part: tenants may change theirs, and entries keep the one of their first write.
 */
export async function recountHour(what: Recount, deps: HourDeps): Promise<Drift> {
  const now = deps.now();
  const [from, to] = [what.hour, what.hour + hour];
  const stored = byKey(await deps.stored(what.tenant, from, to));
  await deps.pause();
  const book: JournalBook = new Map();
  const starts: number[] = [];
  for (let start = from - hour + quarter; start < to; start += quarter) starts.push(start);
  await Promise.all(
    starts.map(async (start) => {
      for await (const page of deps.startedIn(what.tenant, start)) {
        for (const entry of page) enter(book, entry, wantedIn(from, to));
      }
    }),
  );
  const { retention } = deps;
  const repair = what.repair ? deps.repair : undefined;
  return compare({ stored, book, now, quietMs: what.quietMs, retention, repair });
}

function wantedIn(from: number, to: number) {
  return ({ dimension, granularity, start }: Counter) =>
    dimension !== 'user' && (granularity === 'minute' || granularity === 'hour') && from <= start && start < to;
}

/** Counters by their name, as `contributions` has them. */
export function byKey<T extends Counter>(counters: readonly T[]): Map<string, T> {
  return new Map(counters.map((counter) => [counterName(counter), counter]));
}
