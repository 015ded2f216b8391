import type { CallEntry } from '../../core/call/entry.ts';
import type { MessageEntry } from '../../core/message/entry.ts';
import { receiptLatency } from '../../core/message/tally.ts';
import { personOf } from '../../core/person.ts';
import type { LiveAnswer } from '../answers/messages.ts';
import { iso } from '../common.ts';
import { statusOf } from '../messages/message-answer.ts';
import type { PersonEntry } from '../messages/message-notes.ts';

type LiveEvent = LiveAnswer['events'][number];

/** The last thing that happened to an entry. */
export function liveEvent(entry: PersonEntry): LiveEvent {
  const { id, provider, labels } = entry;
  const deliveryMs = entry.kind === 'message' ? receiptLatency(entry) : undefined;
  return {
    type: typeOf(entry),
    at: iso(happenedAt(entry)),
    id,
    provider,
    person: personOf(entry)?.masked,
    campaign: labels.campaign,
    status: statusOf(entry),
    error: 'errorCode' in entry ? entry.errorCode : undefined,
    ...(deliveryMs !== undefined && { deliveryMs }),
  };
}

function typeOf(entry: PersonEntry): LiveEvent['type'] {
  switch (entry.kind) {
    case 'message':
      return messageTypes[entry.status];
    case 'call':
      return callTypes[entry.status];
    case 'inbound':
      return 'inbound_message';
    case 'consent':
      return 'consent_changed';
    case 'fault':
      return 'fault';
  }
}

const messageTypes = {
  accepted: 'message_started',
  scheduled: 'message_started',
  queued: 'message_started',
  sending: 'message_started',
  sent: 'message_sent',
  delivered: 'message_delivered',
  read: 'message_delivered',
  undelivered: 'message_failed',
  failed: 'message_failed',
  canceled: 'message_ended',
  unconfirmed: 'message_ended',
  expired: 'message_ended',
} as const satisfies Record<MessageEntry['status'], LiveEvent['type']>;

const callTypes = {
  initiated: 'call_started',
  ringing: 'call_started',
  answered: 'call_answered',
  completed: 'call_ended',
  busy: 'call_ended',
  'no-answer': 'call_ended',
  failed: 'call_ended',
  canceled: 'call_ended',
} as const satisfies Record<CallEntry['status'], LiveEvent['type']>;

function happenedAt(entry: PersonEntry): number {
  if (entry.kind === 'message') return entry.seen[entry.status]?.at ?? entry.startedAt;
  if (entry.kind === 'call') return entry.seen[entry.status]?.at ?? entry.startedAt;
  return entry.startedAt;
}
