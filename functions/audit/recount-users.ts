import { localHourStarts, nextLocalDayStart } from '../core/calendar.ts';
import type { Counter } from '../core/counter.ts';
import { compare, type Drift, noDrift } from './compare.ts';
import { enter, type JournalBook } from './journal-book.ts';
import { byKey, type RecountDeps } from './recount.ts';

/** Which day is recounted for each user, and how. */
export type UserRecount = {
  tenant: string;
  zone: string;
  /** The UTC start of a local day. */
  day: number;
  quietMs: number;
  repair: boolean;
};

/**
 * As `recountHour`, for the counters of users, which are kept by day: each lies in a partition of its own, so only the
 * journal knows whose there are. It is read once for the names, then the counters, then the journal again, for the
 * order of `recountHour` matters here too. A counter of a user who is in no entry of the day is not found; it is what
 * remains of a person that was forgotten, and 0.
 */
export async function recountUsers(what: UserRecount, deps: RecountDeps): Promise<Drift> {
  return (await recountUsersUntil(Number.POSITIVE_INFINITY, what, deps)) ?? noDrift();
}

/** The same, if it is done by then. @param until product time */
export async function recountUsersUntil(
  until: number,
  what: UserRecount,
  deps: RecountDeps,
): Promise<Drift | undefined> {
  const now = deps.now();
  const known = await bookOf(what, deps, until);
  if (known === undefined) return undefined;
  const stored = byKey(await deps.storedUsers([...known.values()]));
  await deps.pause();
  const book = await bookOf(what, deps, until);
  if (book === undefined) return undefined;
  // Who came in between is not among the stored ones, and is for the next run.
  for (const key of book.keys()) if (!known.has(key)) book.delete(key);
  const { retention } = deps;
  return compare({
    stored,
    book,
    now,
    quietMs: what.quietMs,
    retention,
    repair: what.repair ? deps.repair : undefined,
  });
}

async function bookOf({ tenant, zone, day }: UserRecount, { startedIn, now }: RecountDeps, until: number) {
  const book: JournalBook = new Map();
  const wanted = ({ dimension, start }: Counter) => dimension === 'user' && start === day;
  for (const start of localHourStarts(zone, day, nextLocalDayStart(zone, day))) {
    for await (const page of startedIn(tenant, start)) {
      if (now() >= until) return undefined;
      for (const entry of page) enter(book, entry, wanted);
    }
  }
  return book;
}
