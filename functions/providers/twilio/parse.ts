import type { MessageChannel } from '../../core/message/entry.ts';
import type { MessageEvent } from '../../core/message/event.ts';
import type { Status } from '../../core/message/status.ts';
import { ownIds } from '../../core/own-ids.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Parsed } from '../provider.ts';
import { formParameters, isJson } from './form.ts';

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

const inboundWords = ['receiving', 'received'];

/** A messaging status callback. Other kinds of request are named and left alone. */
export function parse(request: WebhookRequest, url: string): Parsed {
  if (isJson(request)) return ignored('event-stream');
  const field = fields(request);
  const id = field('MessageSid') ?? field('SmsSid');
  const word = (field('MessageStatus') ?? field('SmsStatus'))?.toLowerCase();
  if (id === undefined) return field('CallSid') ? ignored('call') : { kind: 'malformed', why: 'no MessageSid' };
  if (!/^(SM|MM)[0-9a-f]{32}$/i.test(id))
    return { kind: 'malformed', why: 'MessageSid is not SM or MM and 32 hex digits' };
  if (word === undefined) return { kind: 'malformed', why: 'no MessageStatus' };
  if (inboundWords.includes(word)) return ignored('inbound');
  const status = Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
  if (status === undefined) return ignored(`status ${word.slice(0, 32)}`);
  return { kind: 'parsed', events: [messageEvent(id, status, word, field, url)], ignored: [] };
}

type Field = (name: string) => string | undefined;

/** A field's value; missing and blank are the same, a repeated one counts as its first. */
function fields(request: WebhookRequest): Field {
  const parameters = formParameters(request);
  return (name) => {
    const value = parameters[name];
    return (Array.isArray(value) ? value[0] : value) || undefined;
  };
}

function ignored(what: string): Parsed {
  return { kind: 'parsed', events: [], ignored: [what] };
}

function messageEvent(id: string, status: Status, word: string, field: Field, url: string): MessageEvent {
  const to = field('To');
  return {
    kind: 'message',
    provider: 'twilio',
    id,
    channel: channelOf(id, field('ChannelPrefix') ?? /^([a-z]+):/i.exec(to ?? '')?.[1]),
    status,
    word,
    // The query is part of what Twilio signs.
    ownIds: ownIds(new URL(url).searchParams),
    errorCode: errorCodeOf(field('ErrorCode')),
    to,
    from: field('From'),
    account: field('AccountSid'),
  };
}

function errorCodeOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[1-9]\d{2,7}$/.test(text) ? text : undefined;
}

function channelOf(id: string, prefix: string | undefined): MessageChannel {
  if (prefix === undefined) return id.toUpperCase().startsWith('MM') ? 'mms' : 'sms';
  const name = prefix.toLowerCase();
  return name === 'whatsapp' || name === 'rcs' || name === 'messenger' ? name : 'other';
}
