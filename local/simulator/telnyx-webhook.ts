import { type KeyObject, randomUUID, sign } from 'node:crypto';
import type { PlannedStatus, SimulatedMessage } from './message.ts';
import type { SignedWebhook } from './twilio-webhook.ts';

const statusWords = {
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'delivery_failed',
  failed: 'sending_failed',
} as const;
const errorTitles: Readonly<Record<string, string>> = {
  '40001': 'Not routable',
  '40002': 'Blocked as spam - temporary',
  '40008': 'Undeliverable',
};

/** A `message.sent` or `message.finalized` event as Telnyx sends it: JSON, signed with its time; own ids are tags. */
export function telnyxWebhook(
  base: string,
  key: KeyObject,
  message: SimulatedMessage,
  planned: PlannedStatus,
  now: number,
): SignedWebhook {
  const url = `${base}/webhooks/telnyx`;
  const body = JSON.stringify({ data: eventOf(message, planned, now, url), meta: { attempt: 1, delivered_to: url } });
  const timestamp = String(Math.floor(now / 1000));
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'telnyx-webhooks',
      'telnyx-timestamp': timestamp,
      'telnyx-signature-ed25519': sign(null, Buffer.from(`${timestamp}|${body}`), key).toString('base64'),
    },
    body,
  };
}

function eventOf(message: SimulatedMessage, planned: PlannedStatus, now: number, url: string): object {
  const ended = planned.status !== 'sent';
  return {
    record_type: 'event',
    event_type: ended ? 'message.finalized' : 'message.sent',
    id: randomUUID(),
    occurred_at: time(now),
    payload: {
      record_type: 'message',
      direction: 'outbound',
      type: 'SMS',
      id: uuid(message.id),
      from: { phone_number: message.from, carrier: 'Telnyx', line_type: 'Wireless' },
      to: [
        {
          phone_number: message.to,
          status: statusWords[planned.status],
          carrier: message.carrier,
          line_type: 'Wireless',
        },
      ],
      cc: [],
      text: 'A message of the simulator',
      parts: message.segments,
      encoding: 'GSM-7',
      tags: [`campaign:${message.campaign}`, `user:${message.user}`],
      cost: { amount: (message.segments * 0.007).toFixed(4), currency: 'USD' },
      cost_breakdown: { carrier_fee: { amount: (message.segments * 0.003).toFixed(4), currency: 'USD' } },
      received_at: time(message.startedAt),
      sent_at: time(message.startedAt + 40),
      completed_at: ended ? time(now) : null,
      errors:
        planned.errorCode === undefined ? [] : [{ code: planned.errorCode, title: errorTitles[planned.errorCode] }],
      webhook_url: url,
    },
  };
}

function time(at: number): string {
  return new Date(at).toISOString().replace('Z', '+00:00');
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
