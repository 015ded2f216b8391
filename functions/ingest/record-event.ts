import { advance } from '../core/advance.ts';
import type { Journal } from '../core/journal.ts';
import type { JournalEvent } from '../core/journal-event.ts';

export type Recorded = 'recorded' | 'duplicate' | 'contended';

/** Other writers may win this many times before we leave the event to the spill queue. */
const maxLostRaces = 8;

/** Takes one event into the journal, exactly once whatever repeats it. */
export async function recordEvent(event: JournalEvent, journal: Journal): Promise<Recorded> {
  for (let lost = 0; lost <= maxLostRaces; lost += 1) {
    const step = advance(await journal.load(event.key), event);
    if (step.kind === 'unchanged') return 'duplicate';
    if (await journal.save(step.entry)) return 'recorded';
  }
  return 'contended';
}
