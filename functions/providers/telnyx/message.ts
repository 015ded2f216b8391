import type { MessageEvent } from '../../core/message/event.ts';
import type { Status } from '../../core/message/status.ts';
import type { Parsed } from '../provider.ts';
import { channelOf } from './channel.ts';
import { addressOf, type Envelope, ignoredAs, partiesOf, unreadable } from './envelope.ts';
import {
  countOf,
  epochOf,
  type Fields,
  fieldsOf,
  idOf,
  listOf,
  meaningOf,
  moneyOf,
  scalarOf,
  textOf,
} from './fields.ts';
import { signedIds } from './signed-ids.ts';

/** Telnyx's recipient statuses, whatever the event is called. `sending_failed` never left Telnyx; the carrier refused the others. */
const statusWords: Readonly<Record<string, Status>> = {
  queued: 'queued',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  sending_failed: 'failed',
  delivery_failed: 'undelivered',
  expired: 'undelivered',
  delivery_unconfirmed: 'unconfirmed',
  read: 'read',
};

const documented = ['message.sent', 'message.finalized', 'message.read'];

/** Group messages have at most eight recipients today. */
const maxRecipients = 50;

/**
 * An event of an outbound message. Telnyx's general page has more of them (`message.delivered`) than its messaging
 * page; all have the same payload, whose recipients tell the status.
 */
export function parseMessage(envelope: Envelope): Parsed {
  const { type, payload } = envelope;
  const direction = textOf(payload.direction) ?? (documented.includes(type) ? 'outbound' : undefined);
  if (direction?.toLowerCase() !== 'outbound') return ignoredAs(`event ${type.slice(0, 64)}`);
  const id = idOf(payload.id);
  if (id === undefined) return unreadable(envelope, 'has no message id');
  const recipients = [...partiesOf(payload.to), ...(payload.cc ? partiesOf(payload.cc) : [])];
  if (recipients.length === 0) return unreadable(envelope, 'has no recipients');
  if (recipients.length > maxRecipients) return unreadable(envelope, `has more than ${maxRecipients} recipients`);
  return messageEvents(envelope, id, recipients);
}

/** One event per recipient; the price of a group message is told once and goes to its first recipient. */
function messageEvents(envelope: Envelope, id: string, recipients: readonly Fields[]): Parsed {
  const shared = sharedFacts(envelope, id, recipients.length > 1);
  const events: MessageEvent[] = [];
  const ignored: string[] = [];
  for (const [index, recipient] of recipients.entries()) {
    const word = textOf(recipient.status) ?? textOf(envelope.payload.status) ?? 'none';
    const status = meaningOf(statusWords, word);
    if (status === undefined) ignored.push(`status ${word.slice(0, 32)}`);
    else
      events.push({ ...shared, ...ofRecipient(envelope, recipient, status, word), ...priceOf(envelope, index === 0) });
  }
  return { kind: 'parsed', events, ignored };
}

function sharedFacts(envelope: Envelope, id: string, grouped: boolean) {
  const { payload } = envelope;
  return {
    kind: 'message',
    provider: 'telnyx',
    id,
    channel: channelOf(payload.type),
    ownIds: signedIds(envelope),
    grouped: grouped || undefined,
    from: partiesOf(payload.from).map(addressOf)[0],
    account: textOf(payload.organization_id),
    pool: textOf(payload.messaging_profile_id),
    registration: textOf(payload.tcr_campaign_id),
    segments: countOf(payload.parts, 1000),
    encoding: textOf(payload.encoding, 32),
    startedAt: epochOf(payload.received_at),
    sentAt: epochOf(payload.sent_at),
  } as const;
}

function ofRecipient({ payload, at }: Envelope, recipient: Fields, status: Status, word: string) {
  return {
    status,
    word,
    to: addressOf(recipient),
    carrier: textOf(recipient.carrier),
    lineType: textOf(recipient.line_type, 32),
    errorCode: status === 'failed' || status === 'undelivered' ? errorCodeOf(payload.errors) : undefined,
    at: timeOf(status, payload) ?? at,
  };
}

function timeOf(status: Status, { sent_at, completed_at }: Fields): number | undefined {
  if (status === 'sent') return epochOf(sent_at);
  return status === 'queued' || status === 'sending' || status === 'read' ? undefined : epochOf(completed_at);
}

/** The first code; Telnyx writes codes as text. */
function errorCodeOf(errors: unknown): string | undefined {
  return listOf(errors, 10)
    .map((error) => scalarOf(fieldsOf(error).code))
    .find((code) => code !== undefined && /^\d{3,8}$/.test(code));
}

function priceOf({ payload }: Envelope, paysForAll: boolean) {
  return {
    costMicros: paysForAll ? moneyOf(payload.cost) : undefined,
    carrierFeeMicros: paysForAll ? moneyOf(fieldsOf(payload.cost_breakdown).carrier_fee) : undefined,
  };
}
