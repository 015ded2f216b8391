import { advance } from '../core/advance.ts';
import type { Journal } from '../core/journal.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { JournalEvent } from '../core/journal-event.ts';

export type Recorded = 'recorded' | 'duplicate' | 'contended';

/** Settles what of an event depends on the entry that it finds. */
export type Settle = (event: JournalEvent, entry: JournalEntry | undefined) => Promise<JournalEvent>;

/** Other writers may win this many times before we leave the event to the spill queue. */
const maxLostRaces = 8;

/** Takes one event into the journal, exactly once whatever repeats it. */
export async function recordEvent(
  event: JournalEvent,
  journal: Journal,
  settle: Settle = async (ready) => ready,
): Promise<Recorded> {
  for (let lost = 0; lost <= maxLostRaces; lost += 1) {
    const entry = await journal.load(event.key);
    const step = advance(entry, await settle(event, entry));
    if (step.kind === 'unchanged') return 'duplicate';
    if (await journal.save(step.entry)) return 'recorded';
  }
  return 'contended';
}
