import type { CallEvent } from '../../core/call/event.ts';
import { known } from '../../core/entry-base.ts';
import type { EventBase } from '../../core/event-base.ts';
import type { MessageEvent } from '../../core/message/event.ts';
import { ownIds } from '../../core/own-ids.ts';
import type { Parsed } from '../provider.ts';
import { type Delivery, deliverySchema, type Envelope } from './payload.ts';
import { callStatus, channelOf, messageStatus } from './words.ts';

/** One status of one message or call. */
export function parseDelivery(envelope: Envelope): Parsed {
  const parsed = deliverySchema.safeParse(envelope.detail);
  if (!parsed.success) return { kind: 'malformed', why: 'a delivery event without eventType or messageId' };
  const { eventType } = parsed.data;
  const mark = eventType.indexOf('_');
  const [family, word] = [eventType.slice(0, mark), eventType.slice(mark + 1)];
  const event =
    family === 'VOICE' ? callEvent(envelope, parsed.data, word) : messageEvent(envelope, parsed.data, family, word);
  if (event === undefined) return { kind: 'parsed', events: [], ignored: [`event ${eventType.slice(0, 64)}`] };
  return { kind: 'parsed', events: [event], ignored: [] };
}

function messageEvent(envelope: Envelope, told: Delivery, family: string, word: string): MessageEvent | undefined {
  const channel = channelOf(family);
  const status = messageStatus(word, told.isFinal);
  if (channel === undefined || status === undefined) return undefined;
  return {
    kind: 'message',
    ...baseOf(envelope, told),
    channel,
    status,
    word,
    errorCode: status === 'failed' || status === 'undelivered' ? word : undefined,
    segments: told.totalMessageParts,
    encoding: encodingOf(told.messageEncoding),
    costMicros: costMicros(told),
    carrierFeeMicros: micros(told.totalCarrierFee),
  };
}

function callEvent(envelope: Envelope, told: Delivery, word: string): CallEvent | undefined {
  const status = callStatus(word);
  if (status === undefined) return undefined;
  const facts = { direction: 'outbound', costMicros: costMicros(told) } as const;
  return { kind: 'call', ...baseOf(envelope, told), status, word, ...facts };
}

function baseOf({ account, time }: Envelope, told: Delivery): EventBase {
  return {
    provider: 'aws-sms',
    id: told.messageId,
    account,
    at: told.eventTimestamp ?? time,
    startedAt: told.messageRequestTimestamp,
    from: told.originationPhoneNumber,
    to: told.destinationPhoneNumber,
    country: told.isoCountryCode,
    carrier: told.carrierName,
    ownIds: ownIds(Object.entries(known(told.context ?? {}))),
  };
}

function encodingOf(encoding: string | undefined): string | undefined {
  if (encoding === 'GSM') return 'GSM-7';
  return encoding?.toUpperCase() === 'UNICODE' ? 'UCS-2' : undefined;
}

/** AWS tells the carrier's fee beside its price, not in it. */
function costMicros({ totalMessagePrice, totalCarrierFee = 0 }: Delivery): number | undefined {
  return totalMessagePrice === undefined ? undefined : micros(totalMessagePrice + totalCarrierFee);
}

function micros(amount: number | undefined): number | undefined {
  return amount === undefined ? undefined : Math.round(amount * 1e6);
}
