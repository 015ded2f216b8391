import type { Alert, ChannelLog, NoticeKind, NoticeReason, OutboxEntry } from './alert.ts';
import { isWorse, type Severity } from './severity.ts';
import { minute } from './time.ts';

/** How long a decided notice may stay in hand before the same one is decided again. */
export const patience = 15 * minute;

/** What was decided for a channel last, and what the channel was told. */
export type Told = { outbox?: OutboxEntry | undefined; log?: ChannelLog | undefined };

/** Milliseconds. `repeatInterval` is not shorter than `cooldown`; absent: no reminders. */
export type Reminders = { cooldown: number; repeatInterval?: number | undefined };

export type Due = { kind: NoticeKind; reason: NoticeReason; severity: Severity };

type Subject = Pick<Alert, 'state' | 'severity' | 'firedAt' | 'flappingSince'>;

/**
 * Whether a channel is due to be told something about an alert, and why (SEMANTICS 4.3, 4.9, 4.16). The cooldown counts
 * from the last firing notice that arrived, survives a resolve, and gives way to a worse severity. A resolve goes to
 * whoever believes that the alert fires. An alert that flaps is told so once, and once in a cooldown at most; then only
 * reminders and worse severities are, and its end when it has come to rest.
 *
 * @param now the evaluated tick
 */
export function notifyReason(alert: Subject, told: Told, rule: Reminders, now: number): Due | undefined {
  if (alert.state === 'firing' && alert.severity) return dueWhileFiring(alert.severity, alert, told, rule, now);
  const waitsForItsHold = alert.state === 'pending' && alert.firedAt !== undefined;
  return waitsForItsHold || alert.flappingSince !== undefined ? undefined : dueAfterwards(told, rule, now);
}

function dueWhileFiring(
  severity: Severity,
  alert: Subject,
  { outbox, log }: Told,
  rule: Reminders,
  now: number,
): Due | undefined {
  const firing = (reason: NoticeReason): Due => ({ kind: 'firing', reason, severity });
  if (outbox?.kind === 'firing' && isAwaited({ outbox, log }, rule, now)) {
    return isWorse(severity, outbox.severity) ? firing('severity-rose') : undefined;
  }
  if (isFlappingNews(alert, log, rule, now)) return firing('flapping');
  if (log?.sent === undefined || log.lastFiringSentAt === undefined) return firing('first');
  const since = now - log.lastFiringSentAt;
  const rose = isWorse(severity, log.sent.severity) ? firing('severity-rose') : undefined;
  if (log.sent.kind === 'firing') {
    if (rose === undefined && outbox?.kind === 'resolved' && isInHand(outbox, log)) return withdrawal(outbox);
    const repeats = rule.repeatInterval !== undefined && since >= rule.repeatInterval;
    return rose ?? (repeats ? firing('repeat') : undefined);
  }
  if (since < rule.cooldown) return rose;
  const wasHeld = (alert.firedAt ?? now) - log.lastFiringSentAt < rule.cooldown;
  return firing(wasHeld ? 'cooldown-over' : 'first');
}

/** The first such notice does not wait for the cooldown: it says why no resolve will come. The next one does. */
function isFlappingNews(alert: Subject, log: ChannelLog | undefined, { cooldown }: Reminders, now: number): boolean {
  if (alert.flappingSince === undefined) return false;
  const toldAt = log?.flappingSentAt;
  return toldAt === undefined || (toldAt < alert.flappingSince && now - toldAt >= cooldown);
}

function dueAfterwards({ outbox, log }: Told, rule: Reminders, now: number): Due | undefined {
  if (log?.sent?.kind !== 'firing') {
    return outbox?.kind === 'firing' && isInHand(outbox, log) ? withdrawal(outbox) : undefined;
  }
  if (outbox?.kind === 'resolved' && isAwaited({ outbox, log }, rule, now)) return undefined;
  return { kind: 'resolved', reason: 'resolved', severity: log.sent.severity };
}

function withdrawal(outbox: OutboxEntry): Due {
  return { kind: 'withdraw', reason: 'superseded', severity: outbox.severity };
}

/** Decided, and neither arrived nor given up yet. */
function isInHand(outbox: OutboxEntry, log: ChannelLog | undefined): boolean {
  if (log === undefined || log.seq < outbox.seq) return true;
  return log.seq === outbox.seq && log.outcome === 'retrying';
}

/** Too early to decide the same notice again: it is on its way, or it was lost less than a cooldown ago. */
function isAwaited({ outbox, log }: Told, rule: Reminders, now: number): boolean {
  if (outbox === undefined) return false;
  if (isInHand(outbox, log)) return now - outbox.at < patience;
  const lost = log?.outcome === 'failed' || log?.outcome === 'skipped';
  return lost && log.seq === outbox.seq && now - log.triedAt < rule.cooldown;
}
