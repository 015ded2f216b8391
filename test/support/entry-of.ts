import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { second } from '../../functions/core/time.ts';

/** The entry that events with a time make, each heard of a second after it happened. */
export function entryOf(...events: ProviderEvent[]): JournalEntry {
  let entry: JournalEntry | undefined;
  for (const event of events) {
    const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', fromWall: (time: number) => time };
    const [ready] = toJournalEvents(event, { ...context, receivedAt: (event.at ?? 0) + second });
    const step = ready && advance(entry, ready);
    if (step?.kind === 'changed') entry = step.entry;
  }
  if (entry === undefined) throw new Error('no event');
  return entry;
}
