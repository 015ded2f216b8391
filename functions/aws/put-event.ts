import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { ChannelTools, Delivery } from '../channels/channel.ts';
import { jsonText } from '../core/json-text.ts';
import { second } from '../core/time.ts';
import { serviceFailure } from './service-failure.ts';

/** Puts one event on a bus of the team's own; how it ended is a value, whatever happens. */
export function eventPutter(client: EventBridgeClient, deadlineMs: number = 5 * second): ChannelTools['putEvent'] {
  return async ({ bus, detailType, detail }) => {
    const entry = { EventBusName: bus, Source: 'wirewatch', DetailType: detailType, Detail: jsonText(detail) };
    const command = new PutEventsCommand({ Entries: [entry] });
    try {
      const { Entries = [] } = await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
      return entryDelivery(Entries[0]);
    } catch (error) {
      return serviceFailure(error);
    }
  };
}

type Result = { EventId?: string | undefined; ErrorCode?: string | undefined; ErrorMessage?: string | undefined };

/** EventBridge answers 200 and says of each event whether it took it (docs.aws.amazon.com/eventbridge, PutEvents). */
function entryDelivery(result: Result | undefined): Delivery {
  if (result?.EventId) return { kind: 'sent' };
  const code = result?.ErrorCode;
  if (code === undefined) return { kind: 'retry', why: 'the bus does not say whether it took the event' };
  const why = [code, result?.ErrorMessage]
    .filter((part) => part)
    .join(': ')
    .slice(0, 300);
  return { kind: /^(Throttl|Internal)/.test(code) ? 'retry' : 'refused', why };
}
