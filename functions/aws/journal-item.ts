import { createHash } from 'node:crypto';
import { localHourStart } from '../core/calendar.ts';
import { type JournalEntry, journalEntrySchema } from '../core/journal-entry.ts';
import { personOf } from '../core/person.ts';
import type { Retention } from '../core/retention.ts';
import { bucketText, second } from '../core/time.ts';

/** The time index is split this many ways, so that a busy hour does not wait for one partition. */
export const journalSplits = 16;

/** A journal entry as it lies in the table: with its key, its expiry and the keys of the two sparse indexes. */
export function toJournalItem(entry: JournalEntry, retention: Retention): Record<string, unknown> {
  const { key, ...rest } = entry;
  const person = personOf(entry);
  return {
    pk: key,
    ...rest,
    expiresAt: Math.floor(expiry(entry, retention) / second),
    startedIn: startedIn(entry),
    ...(person && { recipient: `${entry.tenant}#${person.hash}` }),
  };
}

function expiry({ kind, startedAt, updatedAt }: JournalEntry, retention: Retention): number {
  return kind === 'registration' ? updatedAt + retention.registration : startedAt + retention.journal;
}

/** The partition of the index `byStarted` that holds one split of a local hour. */
export function startedPartition(tenant: string, hourStart: number, split: number): string {
  return `${tenant}#${bucketText(hourStart)}#${split}`;
}

/** Registrations are few and stand for years: they lie together, whenever they began. */
export function registrationPartition(tenant: string): string {
  return `${tenant}#registrations`;
}

function startedIn({ key, kind, tenant, zone, startedAt }: JournalEntry): string {
  if (kind === 'registration') return registrationPartition(tenant);
  const split = createHash('sha256').update(key).digest().readUInt8(0) % journalSplits;
  return startedPartition(tenant, localHourStart(zone, startedAt), split);
}

/** @throws ZodError if the item is no journal entry */
export function fromJournalItem(item: Record<string, unknown>): JournalEntry {
  return journalEntrySchema.parse({ ...item, key: item.pk });
}
