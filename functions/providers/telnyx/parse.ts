import type { OwnIds } from '../../core/event-base.ts';
import type { MessageChannel } from '../../core/message/entry.ts';
import type { MessageEvent } from '../../core/message/event.ts';
import type { Status } from '../../core/message/status.ts';
import { ownIds } from '../../core/own-ids.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { type Envelope, envelopeSchema, type MessagePayload, messagePayloadSchema, type Recipient } from './payload.ts';

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

const messageEvents = ['message.sent', 'message.finalized'];

/** A `message.sent` or `message.finalized` event. Other events are named and left alone. */
export function parse(request: WebhookRequest): Parsed {
  const envelope = envelopeSchema.safeParse(parseJson(request.body));
  if (!envelope.success) return { kind: 'malformed', why: 'no Telnyx event envelope (webhook API version 2)' };
  const type = envelope.data.data.event_type;
  if (!messageEvents.includes(type)) return { kind: 'parsed', events: [], ignored: [`event ${type.slice(0, 64)}`] };
  const payload = messagePayloadSchema.safeParse(envelope.data.data.payload);
  if (!payload.success) return { kind: 'malformed', why: `the payload of ${type} has an unexpected shape` };
  return messageEventsOf(envelope.data, payload.data);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** One event per recipient; the price of a group message is told once and goes to its first recipient. */
function messageEventsOf(envelope: Envelope, payload: MessagePayload): Parsed {
  const recipients = [...payload.to, ...(payload.cc ?? [])];
  const events: MessageEvent[] = [];
  const ignored: string[] = [];
  for (const [index, recipient] of recipients.entries()) {
    const status = Object.hasOwn(statusWords, recipient.status) ? statusWords[recipient.status] : undefined;
    if (status === undefined) ignored.push(`status ${recipient.status.slice(0, 32)}`);
    else events.push(messageEvent(envelope, payload, recipient, status, recipients.length > 1, index === 0));
  }
  return { kind: 'parsed', events, ignored };
}

function messageEvent(
  envelope: Envelope,
  payload: MessagePayload,
  recipient: Recipient,
  status: Status,
  grouped: boolean,
  paysForAll: boolean,
): MessageEvent {
  return {
    kind: 'message',
    provider: 'telnyx',
    id: payload.id,
    channel: channelOf(payload.type),
    status,
    word: recipient.status,
    to: recipient.phone_number,
    ownIds: signedIds(envelope, payload),
    grouped: grouped || undefined,
    carrier: recipient.carrier ?? undefined,
    from: payload.from?.phone_number ?? undefined,
    account: payload.organization_id ?? undefined,
    registration: payload.tcr_campaign_id || undefined,
    segments: payload.parts ?? undefined,
    errorCode: errorCodeOf(status, payload),
    startedAt: epoch(payload.received_at),
    sentAt: epoch(payload.sent_at),
    at: epoch(status === 'sent' ? payload.sent_at : payload.completed_at) ?? epoch(envelope.data.occurred_at),
    costMicros: paysForAll ? micros(payload.cost) : undefined,
    carrierFeeMicros: paysForAll ? micros(payload.cost_breakdown?.carrier_fee) : undefined,
  };
}

/** The signature covers the body but not the URL, so ids come from tags and from the URL that the body repeats. */
function signedIds(envelope: Envelope, payload: MessagePayload): OwnIds {
  const tags = (payload.tags ?? []).flatMap((tag) => {
    const colon = tag.indexOf(':');
    return colon > 0 ? [[tag.slice(0, colon), tag.slice(colon + 1)] as const] : [];
  });
  return ownIds([...tags, ...queryOf(envelope.meta?.delivered_to)]);
}

function queryOf(url: string | null | undefined): Iterable<readonly [string, string]> {
  return url && URL.canParse(url) ? new URL(url).searchParams : [];
}

function errorCodeOf(status: Status, payload: MessagePayload): string | undefined {
  if (status !== 'failed' && status !== 'undelivered') return undefined;
  const code = String(payload.errors?.[0]?.code ?? '');
  return /^\d{3,8}$/.test(code) ? code : undefined;
}

function epoch(text: string | null | undefined): number | undefined {
  const at = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Micro-dollars; other currencies are left out rather than mixed. */
function micros(
  money: { amount?: string | null | undefined; currency?: string | null | undefined } | null | undefined,
) {
  const amount = Number(money?.amount ?? Number.NaN);
  const usable = Number.isFinite(amount) && amount >= 0 && amount < 1e6 && (money?.currency ?? 'USD') === 'USD';
  return usable ? Math.round(amount * 1e6) : undefined;
}

function channelOf(type: string | null | undefined): MessageChannel {
  const name = type?.toLowerCase();
  return name === 'sms' || name === 'mms' || name === 'rcs' || name === 'whatsapp' ? name : 'other';
}
