import type { Alert, NoticeReason } from './alert.ts';
import { type Group, type GroupLog, type GroupOutbox, type Members, nextSeq, type Told } from './group.ts';
import { type Due, isInHand } from './notify-reason.ts';
import { worstOf } from './severity.ts';

/** One alert of a group, with what its channel believes of it and what is due. */
export type Member = {
  alert: Alert;
  told: Told | undefined;
  muted: boolean;
  due: Due | undefined;
  /** Only a step of the escalation leads to the channel: its first notice does not wait. */
  called: boolean;
  /** Who has it in hand, and since when. */
  acknowledged?: Members[string]['acknowledged'];
};

export type GroupState = {
  group: Group;
  log: GroupLog | undefined;
  members: readonly Member[];
  /** Whether the group's time has come (`isFlushed`). */
  flushed: boolean;
  /** Whether the channel is to hear that something resolved. */
  sendsResolved: boolean;
  /** What it was told stays open there until it hears of the end: nothing that may have arrived is called back. */
  keepsIncidents: boolean;
};

/** What does not wait for the next flush. */
const immediate: readonly NoticeReason[] = ['severity-rose', 'escalated', 'unacknowledged', 'acknowledged'];

/** Which of several reasons is the notice's. That somebody took alerts on is said by any other notice, too. */
const ranked: readonly NoticeReason[] = [
  'severity-rose',
  'escalated',
  'unacknowledged',
  'flapping',
  'first',
  'cooldown-over',
  'acknowledgement-ends',
  'repeat',
  'acknowledged',
];

/**
 * The notice that is due to a group's channel, if any is (SEMANTICS 4.3): one for all its alerts, of which it lists
 * those that fire and those that have resolved since the channel was told that they fire.
 *
 * @param tick the evaluated tick
 */
export function decideGroup(state: GroupState, tick: number): GroupOutbox | undefined {
  const open = state.members.filter(isOpen);
  const withdrawn = withdrawal(state, open);
  if (withdrawn !== undefined) return outbox(state, withdrawn, open, tick);
  const due = strongest(state, open);
  return due && outbox(state, due, open, tick);
}

type Decision = Pick<GroupOutbox, 'kind' | 'reason'>;

/** Fires, or has to come to rest or to its hold before it may be said not to. What waits out its cooldown is not told of. */
function isOpen({ alert, told, muted, due }: Member): boolean {
  if (muted) return false;
  if (alert.state !== 'firing') return told?.kind === 'firing' && isUnsettled(alert);
  return due?.kind === 'firing' || told?.kind !== 'resolved';
}

function isUnsettled({ state, firedAt, flappingSince }: Alert): boolean {
  return flappingSince !== undefined || (state === 'pending' && firedAt !== undefined);
}

function isEnded({ alert, told }: Member): boolean {
  return told?.kind === 'firing' && alert.state !== 'firing' && !isUnsettled(alert);
}

/** Of what is due, and may be told now. */
function strongest(state: GroupState, open: readonly Member[]): Decision | undefined {
  const { members, sendsResolved, group, flushed } = state;
  const reasons = new Set(members.flatMap(({ due }) => (due && due.kind !== 'withdraw' ? due.reason : [])));
  const isCalled = members.some(({ called, due }) => called && due?.reason === 'first');
  const mayBeTold = (one: NoticeReason) => flushed || immediate.includes(one) || (one === 'first' && isCalled);
  const reason = ranked.find((one) => reasons.has(one) && mayBeTold(one));
  if (reason === 'acknowledged') return { kind: 'acknowledged', reason };
  if (reason !== undefined) return { kind: 'firing', reason: inGroup(reason, open) };
  const revived = isRevived(group, members);
  if (!flushed && !revived) return undefined;
  if (open.length === 0) return reasons.has('resolved') ? { kind: 'resolved', reason: 'resolved' } : undefined;
  const someResolved = revived || (sendsResolved && reasons.has('resolved'));
  return someResolved ? { kind: 'firing', reason: 'some-resolved' } : undefined;
}

/** What is first for an alert is news of a group that was told of already. */
function inGroup(reason: NoticeReason, open: readonly Member[]): NoticeReason {
  const isNew = reason === 'first' || reason === 'cooldown-over';
  return isNew && open.some(({ told }) => told?.kind === 'firing') ? 'new-alerts' : reason;
}

/** It is being said that all has ended, of something that fires again. */
function isRevived({ outbox }: Group, members: readonly Member[]): boolean {
  return outbox?.kind === 'resolved' && members.some(({ due }) => due?.kind === 'withdraw');
}

/**
 * Calls back a notice on its way that is true of none of its alerts any more; says the contrary where it was tried and
 * may have arrived, though nobody said so.
 */
function withdrawal(state: GroupState, open: readonly Member[]): Decision | undefined {
  const { group, log, members, keepsIncidents } = state;
  const decided = group.outbox;
  if (decided === undefined || decided.kind === 'withdraw' || !isInHand(decided, log)) return undefined;
  const mayHaveArrived = keepsIncidents && log?.seq === decided.seq;
  const superseded: Decision = { kind: 'withdraw', reason: 'superseded' };
  if (decided.kind === 'resolved') {
    const concerned = members.filter(({ alert }) => alert.id in decided.members);
    const allBack = concerned.length > 0 && concerned.every(({ due }) => due?.kind === 'withdraw');
    if (!allBack || members.some(isEnded)) return undefined;
    return mayHaveArrived && open.length > 0 ? { kind: 'firing', reason: 'superseded' } : superseded;
  }
  const isTold = members.some(({ told }) => told?.kind === 'firing');
  const called = members.some(({ due }) => due?.kind === 'withdraw');
  if (open.length > 0 || isTold || !called) return undefined;
  return mayHaveArrived ? { kind: 'resolved', reason: 'resolved' } : superseded;
}

function outbox(
  { group, log, members }: GroupState,
  decision: Decision,
  open: readonly Member[],
  tick: number,
): GroupOutbox {
  const listed: Members = {};
  for (const { alert, told, acknowledged } of open) {
    listed[alert.id] = {
      rule: alert.rule,
      kind: 'firing',
      severity: alert.severity ?? told?.severity ?? 'info',
      ...(alert.flappingSince !== undefined && { flapping: true }),
      ...(acknowledged && { acknowledged }),
    };
  }
  const ended = members.filter(isEnded);
  for (const { alert, told } of ended) {
    listed[alert.id] = { rule: alert.rule, kind: 'resolved', severity: told?.severity ?? 'info' };
  }
  const isTold = decision.kind !== 'withdraw' && Object.keys(listed).length > 0;
  const named = isTold ? listed : decidedMembers(group, decision);
  const firing = Object.values(named).filter(({ kind }) => kind === 'firing');
  const concerned = firing.length > 0 ? firing : Object.values(named);
  const severity = worstOf(concerned.map((member) => member.severity)) ?? 'info';
  return { seq: nextSeq(group, log), ...decision, severity, at: tick, members: named };
}

/** Of a notice that is called back, those that it named; if it may have arrived, as what has ended. */
function decidedMembers({ outbox }: Group, { kind }: Decision): Members {
  const members = outbox?.members ?? {};
  if (kind !== 'resolved') return members;
  return Object.fromEntries(
    Object.entries(members).map(([id, { rule, severity }]) => [id, { rule, kind: 'resolved', severity }]),
  );
}
