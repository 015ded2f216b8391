import { createHash } from 'node:crypto';
import { localHourStart } from '../core/calendar.ts';
import { type JournalEntry, journalEntrySchema } from '../core/journal-entry.ts';
import { personOf } from '../core/person.ts';
import { bucketText, day, second } from '../core/time.ts';

/** How long the journal remembers a message or call: as long as its hours can still be recounted. */
const retentionMs = 90 * day;

/** How long it remembers how a registration stands, after the last news of it. */
const registrationRetentionMs = 762 * day;

/** The time index is split this many ways, so that a busy hour does not wait for one partition. */
const splits = 16;

/** A journal entry as it lies in the table: with its key, its expiry and the keys of the two sparse indexes. */
export function toJournalItem(entry: JournalEntry): Record<string, unknown> {
  const { key, ...rest } = entry;
  const person = personOf(entry);
  return {
    pk: key,
    ...rest,
    expiresAt: Math.floor(expiry(entry) / second),
    startedIn: startedIn(entry),
    ...(person && { recipient: `${entry.tenant}#${person.hash}` }),
  };
}

function expiry({ kind, startedAt, updatedAt }: JournalEntry): number {
  return kind === 'registration' ? updatedAt + registrationRetentionMs : startedAt + retentionMs;
}

/** Registrations are few and stand for years: they lie together, whenever they began. */
function startedIn({ key, kind, tenant, zone, startedAt }: JournalEntry): string {
  if (kind === 'registration') return `${tenant}#registrations`;
  const split = createHash('sha256').update(key).digest().readUInt8(0) % splits;
  return `${tenant}#${bucketText(localHourStart(zone, startedAt))}#${split}`;
}

/** @throws ZodError if the item is no journal entry */
export function fromJournalItem(item: Record<string, unknown>): JournalEntry {
  return journalEntrySchema.parse({ ...item, key: item.pk });
}
