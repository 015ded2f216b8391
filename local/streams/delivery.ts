import * as z from 'zod';
import { type StreamEvent, sequenceOf, shardId, streamArn, streamRecord } from './stream-event.ts';
import type { Committed } from './stream-lines.ts';
import type { Position, StreamStore } from './stream-store.ts';

/** How a consumer is fed. Durations are wall-clock milliseconds. */
export type Feeding = {
  batchSize: number;
  /** How long to gather before a batch is cut, once there is a record. */
  gatherMs: number;
  /** The length of the tumbling window; absent: none, and no shard id in the event. */
  windowMs?: number;
  deliver(event: StreamEvent): Promise<unknown>;
  /** Told of every failed delivery. */
  onFailure(error: unknown): void;
  now(): number;
};

export type OpenWindow = { start: number; end: number; state: Record<string, unknown> };

const answerSchema = z
  .looseObject({
    state: z.record(z.string(), z.unknown()).optional(),
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]),
  })
  .or(z.undefined().transform(() => ({ state: undefined, batchItemFailures: [] })));

/** Delivers the next batch and moves the checkpoint. @throws what the consumer throws; it then comes again */
export async function deliverBatch(
  store: StreamStore,
  position: Position,
  feeding: Feeding,
  open: OpenWindow | undefined,
): Promise<OpenWindow | undefined> {
  const records = store.next(position, feeding.batchSize);
  const window = open ?? openWindow(feeding);
  const Records = records.map(streamRecord);
  const event: StreamEvent = window ? windowEvent(position, window, { Records }) : { Records };
  const answer = answerSchema.parse(await feeding.deliver(event));
  const next = window && { ...window, state: stateOf(position, answer) };
  const done = finishedRecords(records, answer.batchItemFailures);
  const last = done.at(-1);
  if (last) store.checkpoint(position, last.sequence);
  if (done.length < records.length) throw new Error(`${position.consumer} asked for records again`);
  return next;
}

/** The last call of a tumbling window, without records. */
export async function finishWindow(position: Position, feeding: Feeding, window: OpenWindow): Promise<undefined> {
  await feeding.deliver(windowEvent(position, window, { Records: [], isFinalInvokeForWindow: true }));
}

function openWindow({ windowMs, now }: Feeding): OpenWindow | undefined {
  if (windowMs === undefined) return undefined;
  const start = Math.floor(now() / windowMs) * windowMs;
  return { start, end: start + windowMs, state: {} };
}

function windowEvent(position: Position, window: OpenWindow, event: StreamEvent): StreamEvent {
  return {
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
    ...event,
    shardId: shardId(position.table, position.shard),
    eventSourceARN: streamArn(position.table),
    window: { start: new Date(window.start).toISOString(), end: new Date(window.end).toISOString() },
    state: window.state,
  };
}

/** Lambda's rule: everything from the first failed record on comes again. */
function finishedRecords(records: readonly Committed[], failed: readonly { itemIdentifier: string }[]): Committed[] {
  const first = Math.min(...failed.map(({ itemIdentifier }) => sequenceOf(itemIdentifier)));
  return records.filter((record) => record.sequence < first);
}

/** Lambda treats an answer without state in a tumbling window as a failure. */
function stateOf(position: Position, answer: { state?: Record<string, unknown> | undefined }): Record<string, unknown> {
  if (answer.state) return answer.state;
  throw new Error(`${position.consumer} answered without a state in a tumbling window`);
}
