import { known, learntBase, newEntry } from '../entry-base.ts';
import { hour, minute } from '../time.ts';
import { isPlanned, type MessageEntry } from './entry.ts';
import type { MessageFacts, MessageFindings, ReadyMessage } from './event.ts';
import { isOutcome, type Outcome, rank, type Status } from './status.ts';

/** How long after a failure a delivery receipt still corrects it (SEMANTICS 4.13 c). */
export const correctionWindow = 72 * hour;

/** News of an ending that is older than this comes after its window was judged. */
const heardLateAfter = 10 * minute;

/** The message state machine of SEMANTICS 4.13: what an event makes of what is known of its message. */
export function advanceMessage(entry: MessageEntry | undefined, event: ReadyMessage): MessageEntry {
  const before = entry ?? firstEntry(event);
  const ending = endingOf(event.status);
  const verdict = ending === undefined ? undefined : judgeEnding(before.outcome, ending, event.at);
  // An ending that a better one replaced may be reported again: that is no news.
  if (verdict === 'conflict') return before.seen[event.status] ? before : { ...before, conflict: true };
  if (verdict === 'ignored') return before;
  const next: MessageEntry = { ...before, seen: withSeen(before.seen, event), ...learnt(before, event) };
  if (rank[event.status] > rank[before.status] || verdict === 'corrects' || verdict === 'late') {
    next.status = event.status;
    next.word = event.word;
  }
  // Nothing happened to a plan: what becomes of it belongs to the day on which it goes on.
  if (isPlanned(before) && !isPlanned(next)) next.startedAt = Math.max(before.startedAt, event.startedAt);
  if (ending === undefined || verdict === 'same') return next;
  const heardLate = ending !== 'expired' && event.receivedAt - event.at > heardLateAfter;
  next.outcome = { is: ending, at: event.at, ...(heardLate && { heardLate }) };
  if (verdict === 'late') next.late = true;
  if (verdict === 'corrects' || verdict === 'late') next.correctedAt ??= event.at;
  if (verdict === 'corrects' && before.outcome?.is !== 'unconfirmed') next.conflict = true;
  return next;
}

function firstEntry(event: ReadyMessage): MessageEntry {
  const { kind, channel, status, word } = event;
  return { ...newEntry(event), kind, channel, status, word, seen: {} };
}

/** The ending that a status stands for; a message that was read was delivered. */
function endingOf(status: Status): Outcome | undefined {
  if (status === 'read') return 'delivered';
  return isOutcome(status) ? status : undefined;
}

type EndingVerdict = 'first' | 'same' | 'corrects' | 'late' | 'conflict' | 'ignored';

/** What a further ending means beside the one that stands. */
function judgeEnding(standing: MessageEntry['outcome'], ending: Outcome, at: number): EndingVerdict {
  if (standing === undefined) return 'first';
  if (standing.is === ending) return 'same';
  if (ending === 'expired') return 'ignored';
  if (standing.is === 'expired') return 'late';
  if (standing.is === 'unconfirmed') return 'corrects';
  const failure = standing.is === 'undelivered' || standing.is === 'failed';
  return failure && ending === 'delivered' && at - standing.at <= correctionWindow ? 'corrects' : 'conflict';
}

function withSeen(seen: MessageEntry['seen'], event: ReadyMessage): MessageEntry['seen'] {
  const next = { ...seen };
  if (event.status === 'read' || event.status === 'delivered' || event.status === 'undelivered') {
    next.sent ??= event.sentAt === undefined ? { at: event.at, implied: true } : { at: event.sentAt };
  }
  if (event.status === 'read') next.delivered ??= { at: event.at, implied: true };
  next[event.status] ??= { at: event.at };
  return next;
}

/** Facts an event may add: each stays as first told, except the price, which the event that ends the message knows best. */
function learnt(before: MessageEntry, event: ReadyMessage): Partial<MessageEntry> {
  const channel = before.channel === 'other' ? event.channel : before.channel;
  const [better, other] = endingOf(event.status) === undefined ? [before, event] : [event, before];
  return {
    ...learntBase(before, event),
    channel,
    ...facts(event),
    ...facts(before),
    ...price(other),
    ...price(better),
  };
}

function facts(told: MessageFacts & MessageFindings) {
  const { errorCode, errorClass, countedCode, segments, encoding, lineType, pricing, rate } = told;
  return known({ errorCode, errorClass, countedCode, segments, encoding, lineType, pricing, rate });
}

function price({ costMicros, carrierFeeMicros }: MessageFacts) {
  return known({ costMicros, carrierFeeMicros });
}
