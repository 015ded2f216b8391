import type { Alert, NoticeKind, NoticeReason } from './alert.ts';
import type { GroupLog, Told } from './group.ts';
import { isWorse, type Severity } from './severity.ts';
import { minute } from './time.ts';

/** How long a decided notice may stay in hand before the same one is decided again. */
export const patience = 15 * minute;

/** The notice that was decided last about an alert, and its severity then. */
type Decided = { seq: number; kind: NoticeKind; severity: Severity; at: number };

/** What was decided for a channel about an alert, how far that came, and what the channel believes. */
export type Heard = {
  decided?: Decided | undefined;
  log?: Pick<GroupLog, 'seq' | 'outcome' | 'triedAt'> | undefined;
  told?: Told | undefined;
};

/** Milliseconds. `repeatInterval` is not shorter than `cooldown`; absent: no reminders. */
export type Reminders = { cooldown: number; repeatInterval?: number | undefined };

export type Due = { kind: NoticeKind; reason: NoticeReason; severity: Severity };

type Subject = Pick<Alert, 'state' | 'severity' | 'firedAt' | 'flappingSince'>;

/**
 * Whether a channel is due to be told something about an alert, and why (SEMANTICS 4.3, 4.9, 4.16). The cooldown counts
 * from the last firing notice that arrived, survives a resolve, and gives way to a worse severity. A resolve goes to
 * whoever believes that the alert fires. An alert that flaps is told so once, and once in a cooldown at most; then only
 * reminders and worse severities are, and its end when it has come to rest. A reminder is due when more than the repeat
 * interval has passed, as Alertmanager has it; the end of a cooldown when it has.
 *
 * @param now the evaluated tick
 */
export function notifyReason(alert: Subject, heard: Heard, rule: Reminders, now: number): Due | undefined {
  if (alert.state === 'firing' && alert.severity) return dueWhileFiring(alert.severity, alert, heard, rule, now);
  const waitsForItsHold = alert.state === 'pending' && alert.firedAt !== undefined;
  return waitsForItsHold || alert.flappingSince !== undefined ? undefined : dueAfterwards(heard, rule, now);
}

function dueWhileFiring(
  severity: Severity,
  alert: Subject,
  { decided, log, told }: Heard,
  rule: Reminders,
  now: number,
): Due | undefined {
  const firing = (reason: NoticeReason): Due => ({ kind: 'firing', reason, severity });
  if (decided?.kind === 'firing' && isAwaited(decided, log, rule, now)) {
    return isWorse(severity, decided.severity) ? firing('severity-rose') : undefined;
  }
  if (isFlappingNews(alert, told, rule, now)) return firing('flapping');
  if (told?.lastFiringSentAt === undefined) return firing('first');
  const since = now - told.lastFiringSentAt;
  const rose = isWorse(severity, told.severity) ? firing('severity-rose') : undefined;
  if (told.kind === 'firing') {
    if (rose === undefined && decided?.kind === 'resolved' && isInHand(decided, log)) return withdrawal(decided);
    const repeats = rule.repeatInterval !== undefined && now - told.at > rule.repeatInterval;
    return rose ?? (repeats ? firing('repeat') : undefined);
  }
  if (since < rule.cooldown) return rose;
  const wasHeld = (alert.firedAt ?? now) - told.lastFiringSentAt < rule.cooldown;
  return firing(wasHeld ? 'cooldown-over' : 'first');
}

/** The first such notice does not wait for the cooldown: it says why no resolve will come. The next one does. */
function isFlappingNews(alert: Subject, told: Told | undefined, { cooldown }: Reminders, now: number): boolean {
  if (alert.flappingSince === undefined) return false;
  const toldAt = told?.flappingSentAt;
  return toldAt === undefined || (toldAt < alert.flappingSince && now - toldAt >= cooldown);
}

function dueAfterwards({ decided, log, told }: Heard, rule: Reminders, now: number): Due | undefined {
  if (told?.kind !== 'firing') {
    return decided?.kind === 'firing' && isInHand(decided, log) ? withdrawal(decided) : undefined;
  }
  if (decided?.kind === 'resolved' && isAwaited(decided, log, rule, now)) return undefined;
  return { kind: 'resolved', reason: 'resolved', severity: told.severity };
}

function withdrawal({ severity }: Decided): Due {
  return { kind: 'withdraw', reason: 'superseded', severity };
}

/** Decided, and neither arrived nor given up yet. */
export function isInHand({ seq }: Pick<Decided, 'seq'>, log: Heard['log']): boolean {
  if (log === undefined || log.seq < seq) return true;
  return log.seq === seq && log.outcome === 'retrying';
}

/**
 * Too early to decide the same notice again: it is on its way, or it was lost a short time ago. Where nobody has set up
 * the channel, not before the cooldown.
 */
export function isAwaited(
  decided: Decided,
  log: Heard['log'],
  { cooldown }: Pick<Reminders, 'cooldown'>,
  now: number,
): boolean {
  if (isInHand(decided, log)) return now - decided.at < patience;
  if (log?.seq !== decided.seq) return false;
  const since = now - log.triedAt;
  if (log.outcome === 'failed') return since < Math.min(cooldown, patience);
  return log.outcome === 'skipped' && since < cooldown;
}
