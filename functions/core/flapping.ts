import type { Alert } from './alert.ts';

/** `evaluations`: how many of the last ones are looked at; `every`: milliseconds between two. */
export type FlapRules = { changes: number; evaluations: number; every: number };

/**
 * Remembers whether an alert began or ceased to fire at this tick, and says whether it flaps: from `changes` changes
 * within the last evaluations on, until there was none in all of them (SEMANTICS 4.16). The very alert given if nothing
 * is new.
 */
export function withFlapping(before: Alert | undefined, alert: Alert, rules: FlapRules, tick: number): Alert {
  const changed = (before?.state === 'firing') !== (alert.state === 'firing');
  const remembered = alert.changes ?? [];
  if (!changed && remembered.length === 0) return alert;
  const oldest = tick - rules.evaluations * rules.every;
  const changes = [...remembered, ...(changed ? [tick] : [])].filter((at) => at > oldest);
  const flaps = alert.flappingSince === undefined ? changes.length >= rules.changes : changes.length > 0;
  if (!changed && changes.length === remembered.length && flaps === (alert.flappingSince !== undefined)) return alert;
  const { flappingSince = tick, changes: _, ...rest } = alert;
  return { ...rest, ...(changes.length > 0 && { changes }), ...(flaps && { flappingSince }) };
}
