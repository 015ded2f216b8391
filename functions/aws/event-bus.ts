import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../core/bus-event.ts';
import { second } from '../core/time.ts';

/** EventBridge takes this many events in one call. */
const largestBatch = 10;

const deadlineMs = 10 * second;

/** Puts events on a bus, in order. @throws if the bus does not take every one */
export function eventBus(client: EventBridgeClient, busName: string): (events: readonly BusEvent[]) => Promise<void> {
  return async (events) => {
    for (let start = 0; start < events.length; start += largestBatch) {
      await put(client, busName, events.slice(start, start + largestBatch));
    }
  };
}

async function put(client: EventBridgeClient, busName: string, events: readonly BusEvent[]): Promise<void> {
  const Entries = events.map(({ detailType, detail, at }) => ({
    EventBusName: busName,
    Source: 'wirewatch',
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    Time: new Date(at),
  }));
  const { FailedEntryCount = 0, Entries: results = [] } = await client.send(new PutEventsCommand({ Entries }), {
    abortSignal: AbortSignal.timeout(deadlineMs),
  });
  if (FailedEntryCount === 0) return;
  const codes = results.flatMap(({ ErrorCode }) => ErrorCode ?? []);
  throw new Error(`the event bus refused ${FailedEntryCount} of ${events.length} events: ${codes.join(', ')}`);
}
