import type { Alert, ChannelLog } from '../core/alert.ts';
import { notifyReason, type Reminders } from '../core/notify-reason.ts';
import { hour } from '../core/time.ts';

/** A firing notice may still arrive after its alert has resolved; for this long it then gets its resolve. */
const afterlife = hour;

/** Whether any channel could be due: saves reading the channel logs of alerts that nobody has heard of. */
export function mayBeDue(alert: Alert, tick: number): boolean {
  if (alert.state === 'firing') return true;
  if (Object.keys(alert.outbox).length === 0) return false;
  return alert.state === 'pending' || tick - (alert.resolvedAt ?? 0) <= afterlife;
}

/**
 * Puts what channels are due to be told into the alert's outbox; the very alert given if none is. A firing alert is
 * told to today's routes, its end to everyone who has heard of it.
 */
export function decideNotices(
  alert: Alert,
  logs: readonly ChannelLog[],
  routed: readonly string[],
  rule: Reminders,
  tick: number,
): Alert {
  const heard = [...Object.keys(alert.outbox), ...logs.map((log) => log.channel)];
  const outbox = { ...alert.outbox };
  let changed = false;
  for (const channel of new Set(alert.state === 'firing' ? routed : heard)) {
    const log = logs.find((one) => one.channel === channel);
    const due = notifyReason(alert, { outbox: outbox[channel], log }, rule, tick);
    if (due === undefined) continue;
    // The log may know a higher number than the outbox: it outlives an alert that was deleted.
    const seq = Math.max(outbox[channel]?.seq ?? 0, log?.seq ?? 0) + 1;
    outbox[channel] = { seq, ...due, at: tick };
    changed = true;
  }
  return changed ? { ...alert, outbox } : alert;
}
