import { createHash } from 'node:crypto';
import { localHourStart } from '../core/calendar.ts';
import { type JournalEntry, journalEntrySchema } from '../core/journal-entry.ts';
import { bucketText, day, second } from '../core/time.ts';

/** How long the journal remembers a message: as long as its hours can still be recounted. */
const retentionMs = 90 * day;

/** The time index is split this many ways, so that a busy hour does not wait for one partition. */
const splits = 16;

/** A journal entry as it lies in the table: with its key, its expiry and the keys of the two sparse indexes. */
export function toJournalItem({ key, ...entry }: JournalEntry): Record<string, unknown> {
  return {
    pk: key,
    ...entry,
    expiresAt: Math.floor((entry.startedAt + retentionMs) / second),
    startedIn: startedIn(key, entry),
    ...(entry.to && { recipient: `${entry.tenant}#${entry.to.hash}` }),
  };
}

function startedIn(key: string, entry: Pick<JournalEntry, 'tenant' | 'zone' | 'startedAt'>): string {
  const split = createHash('sha256').update(key).digest().readUInt8(0) % splits;
  return `${entry.tenant}#${bucketText(localHourStart(entry.zone, entry.startedAt))}#${split}`;
}

/** @throws ZodError if the item is no journal entry */
export function fromJournalItem(item: Record<string, unknown>): JournalEntry {
  return journalEntrySchema.parse({ ...item, key: item.pk });
}
