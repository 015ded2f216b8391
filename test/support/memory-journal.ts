import type { Journal } from '../../functions/core/journal.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';

/** A journal in memory, with the condition that the table checks. */
export function memoryJournal(): Journal & { entries: Map<string, JournalEntry> } {
  const entries = new Map<string, JournalEntry>();
  return {
    entries,
    load: async (key) => entries.get(key),
    save: async (entry) => {
      if ((entries.get(entry.key)?.rev ?? 0) !== entry.rev - 1) return false;
      entries.set(entry.key, entry);
      return true;
    },
  };
}
