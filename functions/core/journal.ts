import type { JournalEntry } from './journal-entry.ts';

/** The journal as use cases see it. */
export type Journal = {
  /** Reads consistently. */
  load(key: string): Promise<JournalEntry | undefined>;
  /** Writes on the condition that the stored revision is `entry.rev - 1` (absent: 0). @returns whether it was written */
  save(entry: JournalEntry): Promise<boolean>;
};

/** The journal by time and by person. Entries come in pages, in no order. An entry just written may be missing for a second. */
export type JournalIndex = {
  /** What started in a tenant's local hour, named by its UTC start. Registrations are not among it. */
  startedIn(tenant: string, hourStart: number, kind?: JournalEntry['kind']): AsyncIterable<JournalEntry[]>;
  /** What is about one person, by the hash of the number. */
  ofPerson(tenant: string, person: string): AsyncIterable<JournalEntry[]>;
};
