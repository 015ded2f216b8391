import type { JournalEntry } from './journal-entry.ts';

/** The journal as use cases see it. */
export type Journal = {
  /** Reads consistently. */
  load(key: string): Promise<JournalEntry | undefined>;
  /** Writes on the condition that the stored revision is `entry.rev - 1` (absent: 0). @returns whether it was written */
  save(entry: JournalEntry): Promise<boolean>;
};
