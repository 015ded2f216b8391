import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { JournalBatch, JournalChange } from '../count/count.ts';
import { fromJournalItem } from './journal-item.ts';
import { type Image, image } from './stream-image.ts';

const recordSchema = z.object({
  dynamodb: z.object({
    SequenceNumber: z.string().regex(/^\d{1,40}$/),
    NewImage: image,
    OldImage: image.optional(),
  }),
});

const eventSchema = z.object({
  shardId: z.string().optional(),
  Records: z.array(z.looseObject({ eventName: z.string().optional() })).default([]),
});

/**
 * Reads an event of the journal's stream. Removals are left out: expiry and `forget` change no count.
 * @param singleShard take an event without a shard id as one shard's; without it such an event throws
 */
export function journalBatchOf(event: unknown, singleShard: boolean): JournalBatch {
  const { shardId, Records } = eventSchema.parse(event);
  if (shardId === undefined && !singleShard) {
    throw new Error('the stream event names no shard: give the event source a tumbling window');
  }
  const batch: JournalBatch = { shardId: shardId ?? 'single', changes: [], undecodable: [] };
  for (const record of Records) {
    if (record.eventName === 'REMOVE') continue;
    const change = changeOf(record);
    if ('why' in change) batch.undecodable.push({ record: JSON.stringify(record), why: change.why });
    else batch.changes.push(change);
  }
  return batch;
}

function changeOf(record: unknown): JournalChange | { why: string } {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) return { why: z.prettifyError(parsed.error) };
  const { SequenceNumber, NewImage, OldImage } = parsed.data.dynamodb;
  try {
    return { sequence: SequenceNumber, before: OldImage && entryOf(OldImage), after: entryOf(NewImage) };
  } catch (error) {
    return { why: String(error) };
  }
}

function entryOf(attributes: Image): JournalEntry {
  return fromJournalItem(unmarshall(attributes));
}
