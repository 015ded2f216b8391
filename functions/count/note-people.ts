import { consentOf, isLater, type StandingConsent } from '../core/consent/standing.ts';
import { acceptsPeople, newPeople, type PeopleSlot, slotOf } from '../core/unique.ts';
import type { JournalChange } from './count.ts';

export type NotePeopleDeps = {
  /** Adds people, by their hashes, to a slot of a day, unless it is full. */
  addPeople(slot: PeopleSlot, hashes: readonly string[]): Promise<void>;
  /** Keeps what a person said last of their consent. What is older than the standing is left. */
  keepConsent(consent: StandingConsent): Promise<void>;
  now(): number;
};

export type PeopleNoted = { slots: number; consents: number };

/**
 * Notes the people whom a batch of journal changes tells of. Needs no mark: whoever is added twice is there once, and an
 * older consent never takes the place of a newer one. Throws only for broken infrastructure: then the batch comes again.
 */
export async function notePeople(changes: readonly JournalChange[], deps: NotePeopleDeps): Promise<PeopleNoted> {
  const slots = bySlot(changes, deps.now());
  const consents = latestConsents(changes);
  await Promise.all([
    ...slots.map(({ slot, hashes }) => deps.addPeople(slot, [...hashes])),
    ...consents.map((consent) => deps.keepConsent(consent)),
  ]);
  return { slots: slots.length, consents: consents.length };
}

type Group = { slot: PeopleSlot; hashes: Set<string> };

function bySlot(changes: readonly JournalChange[], now: number): Group[] {
  const groups = new Map<string, Group>();
  for (const person of changes.flatMap(({ before, after }) => newPeople(before, after))) {
    if (!acceptsPeople(person, now)) continue;
    const slot = slotOf(person);
    const key = Object.values(slot).join(' ');
    const group = groups.get(key) ?? { slot, hashes: new Set() };
    group.hashes.add(person.hash);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function latestConsents(changes: readonly JournalChange[]): StandingConsent[] {
  const latest = new Map<string, StandingConsent>();
  for (const { after } of changes) {
    const told = consentOf(after);
    if (told === undefined) continue;
    const key = `${told.tenant} ${told.person}`;
    const standing = latest.get(key);
    if (standing === undefined || isLater(told, standing)) latest.set(key, told);
  }
  return [...latest.values()];
}
