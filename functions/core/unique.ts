import { createHash } from 'node:crypto';
import { localDayStart } from './calendar.ts';
import { type Measures, measure } from './counter.ts';
import type { JournalEntry } from './journal-entry.ts';
import { expiryGuard } from './retention.ts';
import { day } from './time.ts';

/** Whom a day counts apart: people who wrote to the team, by their number, and the team's users, by their id. */
export const peopleSets = ['senders', 'users'] as const;
export type PeopleSet = (typeof peopleSets)[number];

/** The people of a tenant's local day, named by its UTC start. */
export type PeopleDay = { tenant: string; set: PeopleSet; dayStart: number };

/** One of them: 12 hex digits of a hash. A day of ten thousand confuses two of them once in five million days. */
export type Person = PeopleDay & { hash: string };

/** Where a day keeps some of its people. */
export type PeopleSlot = PeopleDay & { level: number; split: number };

/** A slot takes no more once it holds so many. */
export const slotLimit = 256;

const lastLevel = 6;
const hashDigits = 12;

/** People are kept for so long from the start of their day. */
export const peopleKept = 8 * day;

export function acceptsPeople({ dayStart }: PeopleDay, now: number): boolean {
  return now < dayStart + peopleKept - expiryGuard;
}

/** Whom a change made known, of those that the entry's day counts apart. */
export function newPeople(before: JournalEntry | undefined, after: JournalEntry): Person[] {
  const { tenant, zone, startedAt, labels } = after;
  const people: Person[] = [];
  const add = (set: PeopleSet, hash: string) =>
    people.push({ tenant, set, dayStart: localDayStart(zone, startedAt), hash: hash.slice(0, hashDigits) });
  if (after.kind === 'inbound' && after.from && !before?.from) add('senders', after.from.hash);
  if (labels.user !== undefined && before?.labels.user === undefined) add('users', hashOf(labels.user));
  return people;
}

function hashOf(user: string): string {
  return createHash('sha256').update(user).digest('hex');
}

/**
 * The slot of a person: the level is the number of pairs of zero bits with which the hash begins, so level *n* and those
 * above it hold one person in 4ⁿ; the split is its last digit.
 */
export function slotOf({ tenant, set, dayStart, hash }: Person): PeopleSlot {
  const firstBits = Number.parseInt(hash.slice(0, 3), 16);
  const zeros = Math.clz32(firstBits) - 20;
  return { tenant, set, dayStart, level: Math.min(lastLevel, zeros >> 1), split: Number.parseInt(hash.slice(-1), 16) };
}

/** How many people there are. `errorPermille`: one standard error, in thousandths of `count`; 0: it is exact. */
export type PeopleCount = { count: number; errorPermille: number };

export type PeopleSource = {
  /** How many different people a day has seen so far; `undefined` once its sets have expired. */
  peopleOf(day: PeopleDay): Promise<PeopleCount | undefined>;
};

/**
 * The sets are ahead of the day's item by up to an hour; what the item once said is not taken back.
 * @param standing what the item holds so far
 * @param seen what the sets hold
 */
export function peopleCount(standing: Measures, set: PeopleSet, seen: PeopleCount | undefined): PeopleCount {
  const count = measure(standing, `u.${set}`);
  if (seen && seen.count >= count) return seen;
  return { count, errorPermille: measure(standing, `u.${set}ErrorPermille`) };
}

/**
 * Counts what slots hold. A slot below its limit holds everybody it was ever given; so do all levels above the last
 * full one, and they are a sample of one in 4ⁿ. The sample is binomial: the standard error is √((1 − 4⁻ⁿ) / sampled).
 * With every level full, at about 15 million people, the count is a lower bound.
 */
export function countPeople(slots: readonly { level: number; size: number }[]): PeopleCount {
  const full = slots.filter(({ size }) => size >= slotLimit).map(({ level }) => level);
  const level = Math.min(lastLevel, Math.max(-1, ...full) + 1);
  const share = 4 ** -level;
  const sampled = slots.reduce((sum, slot) => (slot.level >= level ? sum + slot.size : sum), 0);
  const error = level === 0 ? 0 : Math.sqrt((1 - share) / Math.max(1, sampled));
  return { count: sampled / share, errorPermille: Math.round(1000 * error) };
}
