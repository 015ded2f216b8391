import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { groupSchema } from '../core/group.ts';
import type { NotifyOutcome, StreamBatch } from '../notify/notify.ts';
import { fromAlertItem } from './alert-item.ts';
import { isGroupKey } from './groups-table.ts';
import type { BatchResult } from './queue-event.ts';
import { type Image, image } from './stream-image.ts';

const eventSchema = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: image.optional(),
        OldImage: image.optional(),
      }),
    }),
  ),
});

/** Reads an event of the alerts' stream, which holds groups too. Removals say nothing to anybody. */
export function streamBatchOf(event: unknown): StreamBatch {
  const batch: StreamBatch = { changes: [], groups: [], unreadable: [] };
  for (const { dynamodb } of eventSchema.parse(event).Records) {
    if (dynamodb.NewImage === undefined) continue;
    try {
      add(dynamodb.SequenceNumber, dynamodb.OldImage, dynamodb.NewImage, batch);
    } catch (error) {
      batch.unreadable.push({ sequence: dynamodb.SequenceNumber, why: String(error) });
    }
  }
  return batch;
}

function add(sequence: string, before: Image | undefined, after: Image, batch: StreamBatch): void {
  const [old, now] = [before && unmarshall(before), unmarshall(after)];
  if (isGroupKey(now.pk)) {
    batch.groups.push({ sequence, before: old && groupSchema.parse(old), after: groupSchema.parse(now) });
  } else {
    batch.changes.push({ sequence, before: old && fromAlertItem(old), after: fromAlertItem(now) });
  }
}

/** The answer to the event source: from the first unfinished record on, everything comes again. */
export function batchResult(outcome: NotifyOutcome): BatchResult {
  return { batchItemFailures: outcome.kind === 'done' ? [] : [{ itemIdentifier: outcome.from }] };
}
