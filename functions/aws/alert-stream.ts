import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Alert } from '../core/alert.ts';
import type { AlertBatch, AlertChange, NotifyOutcome } from '../notify/notify.ts';
import { fromAlertItem } from './alert-item.ts';
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

/** Reads an event of the alerts' stream. Removals say nothing to anybody. */
export function alertBatchOf(event: unknown): AlertBatch {
  const batch: AlertBatch = { changes: [], unreadable: [] };
  for (const { dynamodb } of eventSchema.parse(event).Records) {
    if (dynamodb.NewImage === undefined) continue;
    try {
      batch.changes.push(changeOf(dynamodb.SequenceNumber, dynamodb.OldImage, dynamodb.NewImage));
    } catch (error) {
      batch.unreadable.push({ sequence: dynamodb.SequenceNumber, why: String(error) });
    }
  }
  return batch;
}

function changeOf(sequence: string, before: Image | undefined, after: Image): AlertChange {
  return { sequence, before: before && alertOf(before), after: alertOf(after) };
}

function alertOf(attributes: Image): Alert {
  return fromAlertItem(unmarshall(attributes));
}

/** The answer to the event source: from the first unfinished record on, everything comes again. */
export function batchResult(outcome: NotifyOutcome): BatchResult {
  return { batchItemFailures: outcome.kind === 'done' ? [] : [{ itemIdentifier: outcome.from }] };
}
