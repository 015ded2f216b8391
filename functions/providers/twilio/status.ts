import type { Status } from '../../core/message/status.ts';
import { ignored, type Told, unreadable } from '../summary.ts';
import type { Field } from './field.ts';
import { messageChannel } from './message-channel.ts';
import type { Source } from './source.ts';
import { countOf, errorCodeOf, sidOf } from './values.ts';

/** Twilio's message statuses: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const statusWords: Readonly<Record<string, Status>> = {
  accepted: 'accepted',
  scheduled: 'scheduled',
  queued: 'queued',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'canceled',
  read: 'read',
  // Group messages of the past: some recipients got it, and nothing says which.
  partially_delivered: 'unconfirmed',
};

/** What a word of Twilio's stands for, in lower case. */
export function statusOf(word: string): Status | undefined {
  return Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
}

/** The status of a message in lower case: forms write it so, event streams in capitals. */
export function statusWord(field: Field): string | undefined {
  return (field('MessageStatus') ?? field('SmsStatus'))?.toLowerCase();
}

/**
 * One status of one outbound message. Forms carry no time, no segments and no price.
 * https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function readStatus({ field, ownIds, at }: Source): Told {
  const idText = field('MessageSid') ?? field('SmsSid');
  if (idText === undefined) return unreadable('no MessageSid');
  const id = sidOf('message', idText);
  if (id === undefined) return unreadable('MessageSid is not SM or MM and 32 hex digits');
  const word = readWord(field);
  if (word === undefined) return unreadable('no MessageStatus');
  const status = statusOf(word);
  if (status === undefined) return ignored(`status ${word.slice(0, 32)}`);
  return {
    event: {
      kind: 'message',
      provider: 'twilio',
      id,
      channel: messageChannel(id, field),
      status,
      word,
      at,
      ownIds,
      errorCode: errorCodeOf(field('ErrorCode')),
      segments: countOf(field('NumberOfSegments') ?? field('NumSegments')),
      to: field('To'),
      from: field('From'),
      pool: sidOf('pool', field('MessagingServiceSid')),
      account: sidOf('account', field('AccountSid')),
    },
  };
}

/** WhatsApp and RCS tell a read receipt by `EventType` too. */
function readWord(field: Field): string | undefined {
  const word = statusWord(field);
  const mayBeRead = word === undefined || word === 'sent' || word === 'delivered';
  return mayBeRead && field('EventType')?.toUpperCase() === 'READ' ? 'read' : word;
}
