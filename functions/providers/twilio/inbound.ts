import { type Keyword, keywords } from '../../core/keyword.ts';
import { type Told, unreadable } from '../summary.ts';
import type { Field } from './field.ts';
import { messageChannel } from './message-channel.ts';
import type { Source } from './source.ts';
import { statusWord } from './status.ts';
import { countOf, countryOf, sidOf } from './values.ts';

/** Whether a messaging request is about a message that somebody sent to the team. */
export function isInbound(field: Field): boolean {
  const word = statusWord(field);
  if (word === undefined) return field('NumMedia') !== undefined || field('Body') !== undefined;
  return word === 'received' || word === 'receiving';
}

/** One inbound message: https://www.twilio.com/docs/messaging/guides/webhook-request */
export function readInbound({ field, ownIds, at }: Source): Told {
  const id = sidOf('message', field('MessageSid') ?? field('SmsMessageSid') ?? field('SmsSid'));
  if (id === undefined) return unreadable('no MessageSid of SM or MM and 32 hex digits');
  return {
    event: {
      kind: 'inbound',
      provider: 'twilio',
      id,
      channel: messageChannel(id, field),
      at,
      ownIds,
      segments: countOf(field('NumSegments')),
      media: countOf(field('NumMedia')),
      text: field('Body'),
      keyword: keywordTold(field('OptOutType')),
      to: field('To'),
      from: field('From'),
      country: countryOf(field('FromCountry')),
      pool: sidOf('pool', field('MessagingServiceSid')),
      account: sidOf('account', field('AccountSid')),
    },
  };
}

/** Told only where the messaging service handles opt-outs, by whatever words the team chose. */
function keywordTold(text: string | undefined): Keyword | undefined {
  const word = text?.toLowerCase();
  return keywords.find((keyword) => keyword === word);
}
