import type { Alert, Level } from './alert.ts';
import { type Severity, severities } from './severity.ts';
import { hour, minute } from './time.ts';

/** Nothing was evaluated after the tick `downAt`, until the tick `backAt`. */
export type Outage = { downAt: number; backAt: number };

/** Milliseconds. After more than `outageTolerance` pending alerts start anew; `forGracePeriod` is the least hold after one. */
export type RestoreRules = { outageTolerance: number; forGracePeriod: number };

export const restoreDefaults = { outageTolerance: hour, forGracePeriod: 10 * minute } as const satisfies RestoreRules;

/**
 * What remains of an open alert after an outage that is not caught up with. What fires goes on firing: its state is
 * stored, and need not be earned again. What is pending follows Prometheus' rules, and starts anew without a hold of its
 * own. The outage is no silence of the traffic: the wait for `staleAfter` goes on where it was.
 *
 * @param holds each level's `for`, in milliseconds
 */
export function restoreAlert(
  alert: Alert,
  holds: Partial<Record<Severity, number>>,
  outage: Outage,
  rules: RestoreRules,
): Alert {
  if (alert.state === 'inactive') return alert;
  const levels: Alert['levels'] = {};
  for (const severity of severities) {
    const level = alert.levels[severity];
    if (level) levels[severity] = restoreLevel(level, holds[severity] ?? 0, outage, rules);
  }
  return { ...alert, levels, knownAt: alert.knownAt + outage.backAt - outage.downAt };
}

/** SEMANTICS 4.1, "Restore after outage". */
export function restoreLevel(level: Level, hold: number, { downAt, backAt }: Outage, rules: RestoreRules): Level {
  if (level.state === 'firing') return level;
  if (backAt - downAt > rules.outageTolerance || hold < rules.forGracePeriod) return { ...level, activeAt: backAt };
  const remaining = hold - (downAt - level.activeAt);
  if (remaining <= 0) return level;
  if (remaining < rules.forGracePeriod) return { ...level, activeAt: backAt + rules.forGracePeriod - hold };
  return { ...level, activeAt: level.activeAt + (backAt - downAt) };
}
