import type { CallStatus } from '../../core/call/status.ts';
import type { MessageChannel } from '../../core/message/entry.ts';
import { isOutcome, type Status } from '../../core/message/status.ts';

/*
 * Event types are `<family>_<word>`: `TEXT_DELIVERED`.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
 */

const channels: Readonly<Record<string, MessageChannel>> = { TEXT: 'sms', MEDIA: 'mms', RCS: 'rcs' };

const messageStatuses: Readonly<Record<string, Status>> = {
  QUEUED: 'queued',
  PENDING: 'sending',
  SENT: 'sent',
  SUCCESSFUL: 'sent',
  DELIVERED: 'delivered',
  READ: 'read',
  // The carrier or the phone did not take it.
  UNREACHABLE: 'undelivered',
  CARRIER_UNREACHABLE: 'undelivered',
  BLOCKED: 'undelivered',
  CARRIER_BLOCKED: 'undelivered',
  SPAM: 'undelivered',
  TTL_EXPIRED: 'undelivered',
  // It did not leave AWS.
  INVALID: 'failed',
  INVALID_MESSAGE: 'failed',
  PROTECT_BLOCKED: 'failed',
  FAILED: 'failed',
  FILE_INACCESSIBLE: 'failed',
  FILE_TYPE_UNSUPPORTED: 'failed',
  FILE_SIZE_EXCEEDED: 'failed',
  // What AWS says when 72 hours have passed without a word from the carrier.
  UNKNOWN: 'unconfirmed',
};

const callStatuses: Readonly<Record<string, CallStatus>> = {
  INITIATED: 'initiated',
  RINGING: 'ringing',
  ANSWERED: 'answered',
  COMPLETED: 'completed',
  BUSY: 'busy',
  NO_ANSWER: 'no-answer',
  FAILED: 'failed',
  TTL_EXPIRED: 'failed',
  PROTECT_BLOCKED: 'failed',
};

/**
 * A carrier's acceptance (`SUCCESSFUL`) is the last word in countries without delivery receipts: it is the delivery
 * exactly when AWS calls it final. A failure that is not final may still be mended, and ends nothing.
 */
export function messageStatus(word: string, isFinal: boolean | undefined): Status | undefined {
  const status = lookUp(messageStatuses, word);
  if (word === 'SUCCESSFUL' && isFinal === true) return 'delivered';
  const mended = isFinal === false && status !== undefined && status !== 'delivered' && isOutcome(status);
  return mended ? 'sending' : status;
}

export function callStatus(word: string): CallStatus | undefined {
  return lookUp(callStatuses, word);
}

export function channelOf(family: string): MessageChannel | undefined {
  return lookUp(channels, family);
}

function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
