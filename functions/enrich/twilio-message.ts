import * as z from 'zod';
import type { MessageEntry } from '../core/message/entry.ts';
import type { MessageEvent } from '../core/message/event.ts';
import { isOutcome, rank, type Status } from '../core/message/status.ts';
import { statusOf } from '../providers/twilio/status.ts';
import { countOf, errorCodeOf, timeOf } from '../providers/twilio/values.ts';

const scalar = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value)));

/** What we read of Twilio's message resource: https://www.twilio.com/docs/messaging/api/message-resource */
export const twilioMessageSchema = z.object({
  status: z.string(),
  /** `0` until a sender is assigned. */
  num_segments: scalar,
  /** `-0.00830`; null until Twilio knows it, mostly minutes after the ending, rarely a day. Carrier fees are in it. */
  price: scalar,
  price_unit: scalar,
  error_code: scalar,
  date_updated: scalar,
});
export type TwilioMessage = z.output<typeof twilioMessageSchema>;

/** `foreign`: in another currency than micro-dollars, which are not mixed. */
export type Price = { kind: 'told'; micros: number } | { kind: 'foreign'; currency: string } | { kind: 'none' };

export function priceOf({ price, price_unit: currency = 'USD' }: TwilioMessage): Price {
  if (price === undefined || !/^-?\d{1,6}(?:\.\d{1,10})?$/.test(price)) return { kind: 'none' };
  if (currency.toUpperCase() !== 'USD') return { kind: 'foreign', currency };
  return { kind: 'told', micros: Math.round(Math.abs(Number(price)) * 1e6) };
}

/** What Twilio's answer says of a message that we know; labels and numbers stay as they are. */
export function eventOf(message: TwilioMessage, entry: MessageEntry): MessageEvent {
  const price = priceOf(message);
  return {
    kind: 'message',
    provider: entry.provider,
    id: entry.id,
    channel: entry.channel,
    ...statusNow(message.status, entry),
    at: timeOf(message.date_updated),
    errorCode: errorCodeOf(message.error_code),
    segments: countOf(message.num_segments) || undefined,
    costMicros: price.kind === 'told' ? price.micros : undefined,
  };
}

/** An ending, or a step forward, that we had not heard of. When an earlier status was, the answer does not say. */
function statusNow(told: string, { status, word }: MessageEntry): { status: Status; word: string } {
  const now = statusOf(told.toLowerCase());
  const news = now !== undefined && (isOutcome(now) || rank[now] > rank[status]);
  return news && now !== status ? { status: now, word: told } : { status, word };
}
