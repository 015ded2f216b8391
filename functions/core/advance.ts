import { isDeepStrictEqual } from 'node:util';
import { advanceActivity } from './activity/activity.ts';
import { advanceCall } from './call/advance.ts';
import { advanceConsent } from './consent/consent.ts';
import { advanceFault } from './fault/fault.ts';
import { advanceInbound } from './inbound/inbound.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { JournalEvent } from './journal-event.ts';
import { advanceMessage } from './message/advance.ts';
import { advanceRegistration } from './registration/registration.ts';

export type Advance<Entry = JournalEntry> =
  | { kind: 'changed'; entry: Entry }
  /** Nothing new: the same again. */
  | { kind: 'unchanged' };

/**
 * What an event makes of a journal entry, by the state machine of its kind. Pure; the caller writes the result on the
 * condition that the entry's revision is still the one given here.
 */
export function advance(entry: JournalEntry | undefined, event: JournalEvent): Advance {
  return advanced(entry, next(entry, event), event.receivedAt);
}

/** Compares an entry with what became of it. A new revision only if something changed. */
export function advanced<Entry extends JournalEntry>(
  before: Entry | undefined,
  after: Entry,
  now: number,
): Advance<Entry> {
  if (before !== undefined && isDeepStrictEqual(before, after)) return { kind: 'unchanged' };
  return { kind: 'changed', entry: { ...after, rev: after.rev + 1, updatedAt: now } };
}

function next(entry: JournalEntry | undefined, event: JournalEvent): JournalEntry {
  switch (event.kind) {
    case 'message':
      return advanceMessage(entry?.kind === 'message' ? entry : undefined, event);
    case 'call':
      return advanceCall(entry?.kind === 'call' ? entry : undefined, event);
    case 'inbound':
      return advanceInbound(entry?.kind === 'inbound' ? entry : undefined, event);
    case 'consent':
      return advanceConsent(entry?.kind === 'consent' ? entry : undefined, event);
    case 'registration':
      return advanceRegistration(entry?.kind === 'registration' ? entry : undefined, event);
    case 'fault':
      return advanceFault(entry?.kind === 'fault' ? entry : undefined, event);
    case 'activity':
      return advanceActivity(entry?.kind === 'activity' ? entry : undefined, event);
  }
}
