import { parseJsonBody } from '../../core/json-body.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { parseCall } from './call.ts';
import { type Envelope, envelopeOf, ignoredAs } from './envelope.ts';
import { type Fields, isFields } from './fields.ts';
import { parseInbound } from './inbound.ts';
import { parseMessage } from './message.ts';
import { parseRegistration, unitOf, unwrappedUnitOf } from './registration.ts';

/** What we count has a few KiB. Transcripts of calls may be longer; reading them could take longer than we have. */
const readableBytes = 64 * 1024;

/** One event of Telnyx, by its type. Events of other kinds are named and left alone. */
export function parse({ body }: WebhookRequest): Parsed {
  if (body.length > readableBytes) return ignoredAs('a body of over 64 KiB');
  const json = parseJsonBody(body);
  if (!isFields(json)) return otherVersion('no JSON object');
  const envelope = envelopeOf(json);
  return envelope ? parseEvent(envelope) : parseUnwrapped(json);
}

/** Version 1 has no envelope, 2010-04-01 and TeXML are forms. */
function otherVersion(what: string): Parsed {
  return { kind: 'malformed', why: `${what}: set the webhook API version to 2 in the Telnyx portal` };
}

function parseEvent(envelope: Envelope): Parsed {
  const { type, payload } = envelope;
  if (type === 'message.received') return parseInbound(envelope);
  if (type.startsWith('message.') && type !== 'message.echo') return parseMessage(envelope);
  if (type.startsWith('call.')) return parseCall(envelope);
  const unit = unitOf(type);
  return unit ? parseRegistration(unit, payload, envelope) : ignoredAs(`event ${type.slice(0, 64)}`);
}

/** A click on a shortened link, and registrations, may come without an envelope. */
function parseUnwrapped(json: Fields): Parsed {
  const payload = isFields(json.data) ? json.data : json;
  if (payload.time_clicked !== undefined) return ignoredAs('link click');
  const unit = unwrappedUnitOf(payload);
  if (unit) return parseRegistration(unit, payload, { id: undefined, at: undefined });
  return otherVersion('no event envelope');
}
