import type { JournalEntry } from '../core/journal-entry.ts';

export function leadsTo({ to, from }: JournalEntry, person: string): boolean {
  return to?.hash === person || from?.hash === person;
}

/** An entry without the person: nothing in it but its key leads back to the number. The team's own end stays. */
export function unlink(entry: JournalEntry, person: string, now: number): JournalEntry {
  const { to, from, labels, ...rest } = entry;
  const { user: _, ...others } = labels;
  return {
    ...rest,
    labels: others,
    ...(to && to.hash !== person && { to }),
    ...(from && from.hash !== person && { from }),
    forgotten: true,
    rev: entry.rev + 1,
    updatedAt: now,
  };
}

/** Messages to several people have the recipient's hash in their key, and a key cannot change. */
export function keepsHash({ key }: JournalEntry, person: string): boolean {
  return key.endsWith(`#${person}`);
}
