import type { Parsed } from '../provider.ts';
import { epochOf, type Fields, fieldsOf, idOf, isFields, listOf, textOf } from './fields.ts';

/** One event as Telnyx wraps it: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */
export type Envelope = {
  type: string;
  /** The same in every attempt to deliver the event. */
  id: string | undefined;
  at: number | undefined;
  payload: Fields;
  /** The URL that Telnyx called, as the signed body repeats it. */
  deliveredTo: string | undefined;
};

/** `undefined`: there is no envelope of webhook API version 2. */
export function envelopeOf(body: Fields): Envelope | undefined {
  const data = fieldsOf(body.data);
  const type = textOf(data.event_type);
  if (type === undefined) return undefined;
  const { delivered_to } = fieldsOf(body.meta);
  return {
    type,
    id: idOf(data.id),
    at: epochOf(data.occurred_at),
    payload: fieldsOf(data.payload),
    deliveredTo: textOf(delivered_to, 4096),
  };
}

export function unreadable({ type }: Envelope, what: string): Parsed {
  return { kind: 'malformed', why: `${type.slice(0, 64)} ${what}` };
}

/** Nothing to count: an event that we know of or never heard of, by its name. */
export function ignoredAs(...names: string[]): Parsed {
  return { kind: 'parsed', events: [], ignored: names };
}

/** Senders and recipients come as one object, as a list of them, or as plain numbers (WhatsApp). */
export function partiesOf(value: unknown): Fields[] {
  const all = Array.isArray(value) ? listOf(value, 100) : [value];
  return all.flatMap((party) => (isFields(party) ? [party] : textOf(party) ? [{ phone_number: party }] : []));
}

/** A number; of an RCS agent, which has none, its name. */
export function addressOf({ phone_number, agent_name, agent_id }: Fields): string | undefined {
  return textOf(phone_number) ?? textOf(agent_name) ?? textOf(agent_id);
}
