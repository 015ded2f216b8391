import { known, learntBase, newEntry } from '../entry-base.ts';
import type { CallEntry } from './entry.ts';
import type { CallFacts, ReadyCall } from './event.ts';
import { type CallEnding, type CallStatus, callRank, isCallEnding } from './status.ts';

/**
 * The state machine of a call. Events arrive in any order: the current status moves to a higher rank only; of two
 * endings the one with the higher number stands (Twilio numbers its events), else the first. Every event implies that
 * the call was initiated; `completed` and the detection of who answered imply that it was answered.
 */
export function advanceCall(entry: CallEntry | undefined, event: ReadyCall): CallEntry {
  const before = entry ?? firstEntry(event);
  const next: CallEntry = { ...before, ...learnt(before, event), seen: withSeen(before.seen, event) };
  const status = event.status ?? impliedStatus(event);
  if (status !== undefined && isCallEnding(status)) end(next, status, event);
  else if (status !== undefined && callRank[status] > callRank[before.status])
    Object.assign(next, { status, word: event.word });
  const durationMs = before.durationMs ?? event.durationMs ?? measuredDuration(next);
  return { ...next, ...known({ durationMs }) };
}

function firstEntry(event: ReadyCall): CallEntry {
  return { ...newEntry(event), kind: 'call', status: 'initiated', word: event.word, seen: {} };
}

function impliedStatus({ answeredBy }: ReadyCall): CallStatus | undefined {
  return answeredBy === undefined ? undefined : 'answered';
}

function end(next: CallEntry, ending: CallEnding, { at, word, sequence }: ReadyCall): void {
  const standing = next.outcome;
  if (standing?.is === ending) return;
  if (standing !== undefined) next.conflict = true;
  if (standing !== undefined && !isLater(sequence, standing.sequence)) return;
  next.outcome = { is: ending, at, ...known({ sequence }) };
  next.status = ending;
  next.word = word;
}

function isLater(sequence: number | undefined, standing: number | undefined): boolean {
  return sequence !== undefined && standing !== undefined && sequence > standing;
}

function withSeen(seen: CallEntry['seen'], event: ReadyCall): CallEntry['seen'] {
  const { status, at, startedAt } = event;
  const next = { ...seen };
  if (status !== undefined) next[status] ??= { at };
  if (status === 'completed' || event.answeredBy !== undefined) next.answered ??= { at, implied: true };
  next.initiated ??= { at: startedAt, implied: true };
  return next;
}

function measuredDuration({ answeredAt, outcome }: CallEntry): number | undefined {
  if (outcome?.is !== 'completed' || answeredAt === undefined) return undefined;
  return Math.max(0, outcome.at - answeredAt);
}

function learnt(before: CallEntry, event: ReadyCall): Partial<CallEntry> {
  const answeredBy = betterAnswerer(before.answeredBy, event.answeredBy);
  const answeredAt = before.answeredAt ?? (event.status === 'answered' ? event.at : undefined);
  return { ...learntBase(before, event), ...facts(event), ...facts(before), ...known({ answeredBy, answeredAt }) };
}

/** A detection that could not tell gives way to one that could. */
function betterAnswerer(standing: CallEntry['answeredBy'], told: CallEntry['answeredBy']): CallEntry['answeredBy'] {
  return standing === undefined || standing === 'unknown' ? (told ?? standing) : standing;
}

function facts(told: CallFacts) {
  const { direction, billedMs, hangupCause, hangupSource, sipCode, mosHundredths, costMicros } = told;
  return known({ direction, billedMs, hangupCause, hangupSource, sipCode, mosHundredths, costMicros });
}
