import type { CallEntry } from '../../core/call/entry.ts';
import type { ConsentEntry } from '../../core/consent/consent.ts';
import type { FaultEntry } from '../../core/fault/fault.ts';
import type { InboundEntry } from '../../core/inbound/inbound.ts';
import type { MessageEntry } from '../../core/message/entry.ts';
import { second } from '../../core/time.ts';
import { iso } from '../common.ts';

/** The entries that people look up: of messages, of calls, and of what persons said. */
export type PersonEntry = MessageEntry | CallEntry | InboundEntry | ConsentEntry | FaultEntry;

/** What is to be known of an entry beside its statuses, in sentences. */
export function messageNotes(entry: PersonEntry): string[] {
  return [...notesOfKind(entry), ...(entry.forgotten ? [forgotten] : [])];
}

const forgotten = 'The person asked to be forgotten: the number and the user are gone.';

function notesOfKind(entry: PersonEntry): string[] {
  switch (entry.kind) {
    case 'message':
      return messageSentences(entry);
    case 'call':
      return callSentences(entry);
    case 'inbound':
      return inboundSentences(entry);
    case 'consent':
      return [entry.status === 'opted-out' ? 'The person wants no more messages.' : 'The person wants messages again.'];
    case 'fault':
      return faultSentences(entry);
  }
}

function messageSentences({ status, outcome, errorClass, late, conflict, correctedAt }: MessageEntry): string[] {
  const waiting = outcome === undefined ? waitingFor[status] : endedAs[outcome.is];
  return [
    ...(waiting === undefined ? [] : [waiting]),
    ...(errorClass === 'opted-out' ? ['The person had opted out of messages from this sender, or blocks it.'] : []),
    ...(late ? ['Its receipt came after it had expired.'] : []),
    ...(conflict ? [`The provider told endings that exclude each other; ${outcome?.is ?? status} stands.`] : []),
    ...(correctedAt === undefined ? [] : [`A later receipt corrected how it had ended, at ${iso(correctedAt)}.`]),
    ...(outcome?.heardLate ? ['We heard of its ending more than 10 minutes after it happened.'] : []),
  ];
}

const waitingFor: Partial<Record<MessageEntry['status'], string>> = {
  accepted: 'The provider has taken it; nothing says that it was sent.',
  scheduled: 'It is to be sent later.',
  queued: 'It waits at the provider and was not sent yet.',
  sending: 'The provider is sending it.',
  sent: 'It was handed to the carrier; no receipt has come yet.',
};

const endedAs: Partial<Record<MessageEntry['status'], string>> = {
  expired: 'No receipt came in time: nobody knows whether it arrived.',
  unconfirmed: 'The provider says that no receipt will come: nobody knows whether it arrived.',
  canceled: 'It was canceled and not sent.',
};

function callSentences({ direction, answeredBy, durationMs, conflict, ...ended }: CallEntry): string[] {
  const { hangupCause, hangupSource, sipCode } = ended;
  const why = [hangupCause, sipCode === undefined ? undefined : `SIP ${sipCode}`].filter((part) => part !== undefined);
  const by = hangupSource === undefined ? '' : ` by the ${hangupSource}`;
  return [
    ...(direction === 'inbound' ? ['The person called.'] : []),
    ...(answeredBy === undefined || answeredBy === 'unknown' ? [] : [`It was answered by a ${answeredBy}.`]),
    ...(durationMs === undefined ? [] : [`It lasted ${Math.round(durationMs / second)} s.`]),
    ...(why.length > 0 ? [`It was ended${by}: ${why.join(', ')}.`] : []),
    ...(conflict ? ['The provider told endings that exclude each other.'] : []),
  ];
}

function inboundSentences({ class: asks, response, media }: InboundEntry): string[] {
  return [
    ...(asks === 'other' ? [] : [`It was taken as ${asks}.`]),
    ...(response === undefined ? [] : [responses[response]]),
    ...(media ? [`With ${media} ${media === 1 ? 'file' : 'files'}.`] : []),
  ];
}

const responses = {
  immediate: 'It came at once after a message of ours.',
  delayed: 'It came after a message of ours.',
  unprompted: 'We had written nothing before it.',
} as const;

function faultSentences({ resource, ours }: FaultEntry): string[] {
  return [
    ...(resource === undefined ? [] : [`It is about ${resource}.`]),
    ...(ours ? ['The provider could not deliver a webhook to us.'] : []),
  ];
}
