import { contributions, planMeasure } from '../core/contributions.ts';
import { addMeasures, type Counter, type Measures } from '../core/counter.ts';
import type { JournalEntry } from '../core/journal-entry.ts';

/** What a counter should hold by the journal. */
export type Booked = Counter & {
  /** When an entry that is counted in it, or was, was last written; epoch milliseconds. */
  changedAt: number;
};

/** Counters by their key, as the journal's entries make them. */
export type JournalBook = Map<string, Booked>;

/** Adds an entry to the book, as far as `wanted` goes; only what is recounted: see {@link recountable}. */
export function enter(book: JournalBook, entry: JournalEntry, wanted: (counter: Counter) => boolean): void {
  for (const [key, counter] of contributions(entry)) {
    if (wanted(counter)) addMeasures(booked(book, key, counter, entry).measures, recountable(counter.measures));
  }
  for (const [key, counter] of contributions(asItMayHaveBeen(entry))) {
    if (wanted(counter)) booked(book, key, counter, entry);
  }
}

/**
 * Families `o` and `x`, which lie in the buckets of the entry's start. Transitions (`t`) lie where they happened, which
 * may be days from the start of their entry, and never fall: they are made for graphs, and nobody corrects them. So does
 * what was planned, which may have started weeks later.
 */
export function recountable(measures: Measures): Measures {
  return Object.fromEntries(Object.entries(measures).filter(([name]) => /^[ox]\./.test(name) && name !== planMeasure));
}

function booked(
  book: JournalBook,
  key: string,
  counter: Counter,
  { updatedAt, writtenAt = updatedAt }: JournalEntry,
): Booked {
  const present = book.get(key) ?? { ...counter, measures: {}, changedAt: writtenAt };
  present.changedAt = Math.max(present.changedAt, updatedAt, writtenAt);
  book.set(key, present);
  return present;
}

/**
 * The scopes that an entry can have left: what was not known of it at first, and its failure, if that was corrected. An
 * entry that changed lately may still be counted there, for the addition that takes it away is under way.
 */
function asItMayHaveBeen(entry: JournalEntry): JournalEntry {
  const labels = { ...entry.labels, carrier: 'unknown', country: 'unknown' };
  if (entry.kind !== 'message') return { ...entry, labels };
  return { ...entry, labels, outcome: { is: 'failed', at: entry.startedAt } };
}
