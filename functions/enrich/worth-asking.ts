import { createHash } from 'node:crypto';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { MessageEntry } from '../core/message/entry.ts';

export type Asking = {
  /** Of all messages, which share is asked about: 0 to 1. */
  sample: number;
  /** Whether every message is asked about that failed, or that no receipt came for. */
  failed: boolean;
};

/** What became of an entry; without `before` it is new. */
export type Change = { before: JournalEntry | undefined; after: JournalEntry };

/** Whether Twilio is to be asked about a message that this change has ended. */
export function worthAsking({ before, after }: Change, { sample, failed }: Asking): boolean {
  if (after.kind !== 'message' || after.provider !== 'twilio' || after.outcome === undefined) return false;
  // The application may tell of a message by any id; this one becomes part of a URL.
  if (!/^[SM]M[0-9a-f]{32}$/i.test(after.id)) return false;
  const ended = before?.kind === 'message' ? before.outcome?.is : undefined;
  if (ended === after.outcome.is || isComplete(after)) return false;
  return (failed && wasNotDelivered(after)) || isSampled(after.id, sample);
}

/** Nothing is left to ask. What has expired may have ended without our hearing of it. */
export function isComplete({ segments, costMicros, outcome }: MessageEntry): boolean {
  return segments !== undefined && costMicros !== undefined && outcome?.is !== 'expired';
}

function wasNotDelivered({ outcome }: MessageEntry): boolean {
  return outcome?.is === 'failed' || outcome?.is === 'undelivered' || outcome?.is === 'expired';
}

/** The same for a message whenever it is asked, and whoever asks. */
function isSampled(id: string, share: number): boolean {
  return createHash('sha256').update(id).digest().readUInt32BE(0) / 2 ** 32 < share;
}
