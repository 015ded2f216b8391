import type { Alert } from './alert.ts';

/** `evaluations`: how many of the last ones are looked at; `every`: milliseconds between two. */
export type FlapRules = { changes: number; evaluations: number; every: number };

/**
 * Remembers whether an alert began or ceased to fire at this tick, and says whether it flaps: from `changes` changes
 * within the last evaluations on, until there was none in all of them (SEMANTICS 4.16). Evaluations are counted by the
 * clock: one that was missed saw no change. What flapped has ended when it comes to rest, not when it last ceased.
 *
 * @returns the very alert given if nothing is new
 */
export function withFlapping(before: Alert | undefined, alert: Alert, rules: FlapRules, tick: number): Alert {
  const changed = (before?.state === 'firing') !== (alert.state === 'firing');
  const remembered = alert.changes ?? [];
  const oldest = tick - rules.evaluations * rules.every;
  const changes = [...remembered, ...(changed ? [tick] : [])].filter((at) => at > oldest);
  if (!changed && changes.length === remembered.length) return alert;
  const { flappingSince, changes: _, ...rest } = alert;
  if (changes.length === 0) {
    const ended = flappingSince !== undefined && alert.state === 'inactive';
    return ended ? { ...rest, resolvedAt: tick } : rest;
  }
  const flaps = flappingSince !== undefined || changes.length >= rules.changes;
  return { ...rest, changes, ...(flaps && { flappingSince: flappingSince ?? tick }) };
}
