import type { InboundEvent } from '../../core/inbound/event.ts';
import type { Keyword } from '../../core/keyword.ts';
import type { Parsed } from '../provider.ts';
import { channelOf } from './channel.ts';
import { addressOf, type Envelope, partiesOf, unreadable } from './envelope.ts';
import { countOf, epochOf, type Fields, fieldsOf, idOf, meaningOf, moneyOf, textOf } from './fields.ts';
import { signedIds } from './signed-ids.ts';

const autoresponses: Readonly<Record<string, Keyword>> = { stop: 'stop', start: 'start', help: 'help' };

/** No keyword is longer, whatever stands around it. */
const longestKeyword = 160;

/** What WhatsApp calls a message that is a file. */
const fileTypes = ['image', 'video', 'audio', 'document', 'sticker'];

/** A `message.received` event. `from` is the person. */
export function parseInbound(envelope: Envelope): Parsed {
  const { payload, at } = envelope;
  const id = idOf(payload.id);
  if (id === undefined) return unreadable(envelope, 'has no message id');
  const [sender = {}] = partiesOf(payload.from);
  const [ours = {}] = partiesOf(payload.to);
  const receivedAt = epochOf(payload.received_at) ?? at;
  const event: InboundEvent = {
    kind: 'inbound',
    provider: 'telnyx',
    id,
    channel: channelOf(payload.type),
    at: receivedAt,
    startedAt: receivedAt,
    from: addressOf(sender),
    to: addressOf(ours),
    carrier: textOf(sender.carrier),
    ownIds: signedIds(envelope),
    account: textOf(payload.organization_id),
    pool: textOf(payload.messaging_profile_id),
    registration: textOf(payload.tcr_campaign_id),
    keyword: meaningOf(autoresponses, textOf(payload.autoresponse_type)),
    text: textOf(wordsOf(payload), longestKeyword),
    segments: countOf(payload.parts, 1000),
    media: mediaOf(payload),
    costMicros: moneyOf(payload.cost),
  };
  return { kind: 'parsed', events: [event], ignored: unknownAutoresponse(payload.autoresponse_type) };
}

function unknownAutoresponse(type: unknown): string[] {
  const word = textOf(type);
  return word === undefined || meaningOf(autoresponses, word) ? [] : [`autoresponse ${word.slice(0, 32)}`];
}

/** The text of an SMS or MMS; RCS and WhatsApp have theirs in the body. */
function wordsOf({ text, body }: Fields): unknown {
  const { text: said, suggestion_response } = fieldsOf(body);
  return text || fieldsOf(said).body || said || fieldsOf(suggestion_response).text;
}

function mediaOf({ media, body }: Fields): number | undefined {
  if (Array.isArray(media) && media.length > 0) return countOf(media.length, 100);
  const { type, user_file } = fieldsOf(body);
  const isFile = user_file !== undefined || fileTypes.some((name) => name === type);
  return isFile ? 1 : Array.isArray(media) ? 0 : undefined;
}
