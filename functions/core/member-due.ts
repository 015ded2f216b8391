import type { Alert, NoticeReason } from './alert.ts';
import { type Due, type Heard, isAwaited, notifyReason, type Reminders } from './notify-reason.ts';

/** What people have said of an alert, and what was not told for it. Times in epoch milliseconds. */
export type Standing = {
  /** Something holds back what is firing: a silence, a window, another alert, or that no route leads there now. */
  muted: boolean;
  /** When the channel was last called by a step of the escalation. */
  calledAt?: number | undefined;
  /** Since when somebody has it in hand; absent: nobody has. */
  acknowledgedAt?: number | undefined;
  /** Since when that acknowledgement asks to be confirmed. */
  confirmSince?: number | undefined;
  /** Whether the channel is to hear of acknowledgements. */
  hearsAcknowledgements: boolean;
};

/**
 * Whether a channel is due to be told something about an alert, and why, all that people did taken into account
 * (SEMANTICS 4.6, 4.8): what is muted or acknowledged is not told to fire, a resolve is told whatever holds.
 *
 * @param now the evaluated tick
 */
export function memberDue(
  alert: Alert,
  heard: Heard,
  standing: Standing,
  rule: Reminders,
  now: number,
): Due | undefined {
  const due = notifyReason(alert, heard, rule, now);
  if (alert.state !== 'firing' || alert.severity === undefined) return due;
  if (due?.kind === 'withdraw') return due;
  if (standing.muted) return undefined;
  if (due?.reason === 'severity-rose') return due;
  const reason = reasonOfPeople(alert, heard, standing, rule, now);
  if (reason !== undefined)
    return { kind: reason === 'acknowledged' ? reason : 'firing', reason, severity: alert.severity };
  return standing.acknowledgedAt === undefined ? due : undefined;
}

function reasonOfPeople(
  alert: Alert,
  { decided, log, told }: Heard,
  standing: Standing,
  rule: Reminders,
  now: number,
): NoticeReason | undefined {
  const { calledAt, acknowledgedAt, confirmSince } = standing;
  const decidedAt = decided && decided.kind !== 'resolved' && isAwaited(decided, log, rule, now) ? decided.at : -1;
  const saidAt = Math.max(told?.lastFiringSentAt ?? -1, decidedAt);
  if (acknowledgedAt === undefined) {
    if (isCalled(alert, calledAt, saidAt) && !rests(alert, told, rule, now)) return 'escalated';
    return told?.acknowledgedAt !== undefined && told.kind === 'firing' && decidedAt < 0 ? 'unacknowledged' : undefined;
  }
  if (told?.kind !== 'firing') return undefined;
  if (confirmSince !== undefined && confirmSince > saidAt) return 'acknowledgement-ends';
  const isNews = told.acknowledgedAt !== acknowledgedAt && decidedAt < acknowledgedAt;
  return standing.hearsAcknowledgements && isNews ? 'acknowledged' : undefined;
}

/** The step with which it begins to escalate is the first that anybody hears, and no escalation yet. */
function isCalled({ firedAt }: Alert, calledAt: number | undefined, saidAt: number): boolean {
  return calledAt !== undefined && calledAt > saidAt && calledAt !== firedAt;
}

/** What comes and goes begins to escalate each time: a channel that heard of it before hears once in a cooldown. */
function rests({ firedAt }: Alert, told: Heard['told'], { cooldown }: Reminders, now: number): boolean {
  if (told?.lastFiringSentAt === undefined || firedAt === undefined) return false;
  return told.lastFiringSentAt < firedAt && now - told.lastFiringSentAt < cooldown;
}
