import type { Alert, NoticeKind, NoticeReason } from '../../functions/core/alert.ts';
import type { GroupLog, Told } from '../../functions/core/group.ts';
import type * as notifyModule from '../../functions/core/notify-reason.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { minute } from '../../functions/core/time.ts';

export type Module = Pick<typeof notifyModule, 'notifyReason'>;
export type Rule = { cooldown: number; repeat?: number };

/** A decision, written as it is read: `firing first critical`. */
type DueText = `${NoticeKind} ${NoticeReason} ${Severity}` | 'nothing';

/** One decision. All times are minutes. */
export type NotifyVector = {
  id: string;
  alert: { state: Alert['state']; severity?: Severity; firedAt?: number; flappingSince?: number };
  outbox?: { seq: number; kind: NoticeKind; at: number; severity?: Severity };
  log?: Partial<Pick<GroupLog, 'seq' | 'outcome' | 'triedAt'>> & {
    sent?: { kind: Told['kind']; severity?: Severity };
    lastFiring?: number;
    flapping?: number;
  };
  rule: Rule;
  now: number;
  due: DueText;
};

export const hourly: Rule = { cooldown: 60 };
export const reminding: Rule = { cooldown: 60, repeat: 240 };
export const fires = { state: 'firing', severity: 'high', firedAt: 100 } as const;
export const critical = { ...fires, severity: 'critical' } as const;
export const milder = { ...fires, severity: 'low' } as const;
export const over = { state: 'inactive' } as const;
export const heard = { seq: 1, outcome: 'sent', triedAt: 100, sent: { kind: 'firing' }, lastFiring: 100 } as const;
export const told = { seq: 1, kind: 'firing', at: 100 } as const;
export const closed = { seq: 2, outcome: 'sent', triedAt: 110, sent: { kind: 'resolved' }, lastFiring: 100 } as const;
export const close = { seq: 2, kind: 'resolved', at: 110 } as const;
export const none = 'nothing';

export function decide(vector: NotifyVector, { notifyReason }: Module): DueText {
  const { alert, outbox, log, rule, now } = vector;
  const due = notifyReason(
    {
      ...alert,
      ...(alert.firedAt !== undefined && { firedAt: alert.firedAt * minute }),
      ...(alert.flappingSince !== undefined && { flappingSince: alert.flappingSince * minute }),
    },
    { decided: outbox && decidedOf(outbox), ...(log && heardOf(log)) },
    inMillis(rule),
    now * minute,
  );
  return due ? `${due.kind} ${due.reason} ${due.severity}` : 'nothing';
}

function decidedOf({
  seq,
  kind,
  at,
  severity = 'high',
}: NonNullable<NotifyVector['outbox']>): notifyModule.Heard['decided'] {
  return { seq, kind, severity, at: at * minute };
}

function heardOf(given: NonNullable<NotifyVector['log']>): Pick<notifyModule.Heard, 'log' | 'told'> {
  const { seq = 1, outcome = 'sent', triedAt = 0, sent, lastFiring, flapping } = given;
  const log = { seq, outcome, triedAt: triedAt * minute };
  if (sent === undefined) return { log };
  const told: Told = { rule: 'delivery', kind: sent.kind, severity: sent.severity ?? 'high', at: triedAt * minute };
  if (lastFiring !== undefined) told.lastFiringSentAt = lastFiring * minute;
  if (flapping !== undefined) told.flappingSentAt = flapping * minute;
  return { log, told };
}

export function inMillis({ cooldown, repeat }: Rule) {
  return { cooldown: cooldown * minute, ...(repeat !== undefined && { repeatInterval: repeat * minute }) };
}
