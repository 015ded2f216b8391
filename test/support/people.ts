import { advance } from '../../functions/core/advance.ts';
import { isLater, type StandingConsent } from '../../functions/core/consent/standing.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { countPeople, type PeopleDay, type PeopleSlot, slotLimit } from '../../functions/core/unique.ts';
import type { JournalChange } from '../../functions/count/count.ts';
import type { NotePeopleDeps } from '../../functions/count/note-people.ts';
import type { DayPeopleDeps } from '../../functions/roll-up/day-people.ts';

/** A tenant whom nobody writes to, for tests of something else. */
export const nobody: DayPeopleDeps = {
  peopleOf: async () => undefined,
  consentNumbers: async () => ({ 'opted-out': 0, 'opted-in': 0 }),
  now: () => 0,
};

/** What is noted of people, in memory, with the conditions that the tables check. */
export function modelPeople(now: () => number) {
  const slots = new Map<string, { slot: PeopleSlot; seen: Set<string> }>();
  const consents = new Map<string, StandingConsent>();
  const deps: NotePeopleDeps = {
    async addPeople(slot, hashes) {
      const item = slots.get(JSON.stringify(slot)) ?? { slot, seen: new Set() };
      if (item.seen.size < slotLimit) for (const hash of hashes) item.seen.add(hash);
      slots.set(JSON.stringify(slot), item);
    },
    async keepConsent(told) {
      const standing = consents.get(`${told.tenant} ${told.person}`);
      if (!standing || isLater(told, standing)) consents.set(`${told.tenant} ${told.person}`, told);
    },
    now,
  };
  const count = ({ tenant, set, dayStart }: PeopleDay) =>
    countPeople(
      [...slots.values()]
        .filter(({ slot }) => slot.tenant === tenant && slot.set === set && slot.dayStart === dayStart)
        .map(({ slot, seen }) => ({ level: slot.level, size: seen.size })),
    );
  return { deps, count, consents };
}

/** The changes that events make of entries in an empty journal, as the stream tells them. */
export function changesOf(events: readonly JournalEvent[]): JournalChange[] {
  const entries = new Map<string, JournalEntry>();
  return events.flatMap((event, index) => {
    const before = entries.get(event.key);
    const step = advance(before, event);
    if (step.kind === 'unchanged') return [];
    entries.set(event.key, step.entry);
    return [{ sequence: String(index + 1), before, after: step.entry }];
  });
}

/** What is known of anything that somebody says. */
function said(hash: string, id: string, at: number) {
  const labels = { carrier: 'unknown', country: 'US' };
  const where = { tenant: 'main', provider: 'telnyx', zone: 'UTC', labels, to: undefined, account: undefined } as const;
  const from = { hash, masked: '+1415•••0123', country: 'US' };
  return { ...where, id, at, startedAt: at, receivedAt: at, from };
}

/** Somebody writes. */
export function inboundFrom(hash: string, id: string, at: number, user?: string): JournalEvent {
  const { labels, ...rest } = said(hash, id, at);
  const told = { kind: 'inbound', key: `main#telnyx#inbound#${id}`, channel: 'sms', class: 'other' } as const;
  return { ...rest, ...told, labels: { ...labels, ...(user && { user }) } };
}

/** Somebody says STOP or START. */
export function consentFrom(hash: string, id: string, at: number, status: StandingConsent['status']): JournalEvent {
  return { ...said(hash, id, at), kind: 'consent', key: `main#telnyx#consent#${id}`, status };
}
