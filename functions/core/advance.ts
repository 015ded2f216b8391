import { isDeepStrictEqual } from 'node:util';
import { countingVersion, type JournalEntry, type Labels } from './journal-entry.ts';
import type { JournalEvent } from './message-event.ts';
import { isOutcome, type Outcome, rank, type Status } from './status.ts';
import { hour } from './time.ts';

/** How long after a failure a delivery receipt still corrects it (SEMANTICS 4.13 c). */
export const correctionWindow = 72 * hour;

export type Advance =
  | { kind: 'changed'; entry: JournalEntry }
  /** Nothing new: the same status again (`duplicate`), or one that a later status had implied (`implied`). */
  | { kind: 'unchanged'; why: 'duplicate' | 'implied' };

/**
 * What an event makes of a journal entry: the message state machine of SEMANTICS 4.13. Pure; the caller writes the
 * result on the condition that the entry's revision is still the one given here.
 */
export function advance(entry: JournalEntry | undefined, event: JournalEvent): Advance {
  const before = entry ?? firstEntry(event);
  const next = transition(before, event);
  if (entry !== undefined && isDeepStrictEqual(entry, next)) {
    return { kind: 'unchanged', why: entry.seen[event.status]?.implied ? 'implied' : 'duplicate' };
  }
  return { kind: 'changed', entry: { ...next, rev: before.rev + 1, updatedAt: event.receivedAt } };
}

function firstEntry(event: JournalEvent): JournalEntry {
  return {
    key: event.key,
    rev: 0,
    countedAs: countingVersion,
    tenant: event.tenant,
    provider: event.provider,
    kind: 'message',
    id: event.id,
    channel: event.channel,
    status: event.status,
    word: event.word,
    seen: {},
    startedAt: event.startedAt,
    zone: event.zone,
    labels: event.labels,
    updatedAt: event.receivedAt,
  };
}

function transition(before: JournalEntry, event: JournalEvent): JournalEntry {
  const ending = endingOf(event.status);
  const verdict = ending === undefined ? undefined : judgeEnding(before.outcome, ending, event.at);
  if (verdict === 'conflict') return { ...before, conflict: true };
  if (verdict === 'ignored') return before;
  const next: JournalEntry = { ...before, seen: withSeen(before.seen, event), ...learnt(before, event) };
  if (rank[event.status] > rank[before.status] || verdict === 'corrects' || verdict === 'late') {
    next.status = event.status;
    next.word = event.word;
  }
  if (ending === undefined || verdict === 'same') return next;
  next.outcome = { is: ending, at: event.at };
  if (verdict === 'late') next.late = true;
  if (verdict === 'corrects' || verdict === 'late') next.correctedAt ??= event.at;
  if (verdict === 'corrects' && before.outcome?.is !== 'unconfirmed') next.conflict = true;
  return next;
}

/** The ending that a status stands for; a message that was read was delivered. */
function endingOf(status: Status): Outcome | undefined {
  if (status === 'read') return 'delivered';
  return isOutcome(status) ? status : undefined;
}

type EndingVerdict = 'first' | 'same' | 'corrects' | 'late' | 'conflict' | 'ignored';

/** What a further ending means beside the one that stands. */
function judgeEnding(standing: JournalEntry['outcome'], ending: Outcome, at: number): EndingVerdict {
  if (standing === undefined) return 'first';
  if (standing.is === ending) return 'same';
  if (ending === 'expired') return 'ignored';
  if (standing.is === 'expired') return 'late';
  if (standing.is === 'unconfirmed') return 'corrects';
  const failure = standing.is === 'undelivered' || standing.is === 'failed';
  return failure && ending === 'delivered' && at - standing.at <= correctionWindow ? 'corrects' : 'conflict';
}

function withSeen(seen: JournalEntry['seen'], event: JournalEvent): JournalEntry['seen'] {
  const next = { ...seen };
  if (event.status === 'read' || event.status === 'delivered' || event.status === 'undelivered') {
    next.sent ??= event.sentAt === undefined ? { at: event.at, implied: true } : { at: event.sentAt };
  }
  if (event.status === 'read') next.delivered ??= { at: event.at, implied: true };
  next[event.status] ??= { at: event.at };
  return next;
}

/** Facts an event may add: each stays as first told, except the price, which the event that ends the message knows best. */
function learnt(before: JournalEntry, event: JournalEvent) {
  const [better, other] = endingOf(event.status) === undefined ? [before, event] : [event, before];
  return {
    labels: mergeLabels(before.labels, event.labels),
    ...facts(event),
    ...facts(before),
    ...price(other),
    ...price(better),
  };
}

type Facts = Pick<JournalEvent, 'errorCode' | 'to' | 'from' | 'account' | 'segments'>;

function facts({ errorCode, to, from, account, segments }: Facts) {
  return {
    ...(errorCode !== undefined && { errorCode }),
    ...(to && { to }),
    ...(from && { from }),
    ...(account !== undefined && { account }),
    ...(segments !== undefined && { segments }),
  };
}

function price({ costMicros, carrierFeeMicros }: Pick<JournalEvent, 'costMicros' | 'carrierFeeMicros'>) {
  return {
    ...(costMicros !== undefined && { costMicros }),
    ...(carrierFeeMicros !== undefined && { carrierFeeMicros }),
  };
}

/** A label that was unknown moves once to what is learnt, then stays. */
function mergeLabels(known: Labels, told: Labels): Labels {
  return {
    ...told,
    ...known,
    carrier: known.carrier === 'unknown' ? told.carrier : known.carrier,
    country: known.country === 'unknown' ? told.country : known.country,
  };
}
