import type { Level } from './alert.ts';
import { hour, minute } from './time.ts';

/** Nothing was evaluated after `downAt`, until `tick`. */
export type Outage = { downAt: number; tick: number };

/** Milliseconds. After more than `outageTolerance` pending alerts start anew; `forGracePeriod` is the least hold after one. */
export type RestoreRules = { outageTolerance: number; forGracePeriod: number };

export const restoreDefaults = { outageTolerance: hour, forGracePeriod: 10 * minute } as const satisfies RestoreRules;

/**
 * What remains of a level after an outage that is not caught up with: Prometheus' rules (SEMANTICS 4.1, "Restore after
 * outage"). What fires goes on firing: its state is stored, and needs not be earned again.
 *
 * @param hold the level's `for`, in milliseconds
 */
export function restoreLevel(
  level: Level,
  hold: number,
  { downAt, tick }: Outage,
  { outageTolerance, forGracePeriod }: RestoreRules,
): Level | undefined {
  if (level.state === 'firing') return level;
  if (tick - downAt > outageTolerance || hold < forGracePeriod) return undefined;
  const remaining = hold - (downAt - level.activeAt);
  if (remaining <= 0) return level;
  if (remaining < forGracePeriod) return { ...level, activeAt: tick + forGracePeriod - hold };
  return { ...level, activeAt: level.activeAt + (tick - downAt) };
}
