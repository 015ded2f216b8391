import type { Alert, Ending, Evidence, Level, Verdict } from './alert.ts';
import { isWorse, type Severity, severities } from './severity.ts';

/** One look at one label set of a rule: a verdict for each severity level. No evidence: nothing was measured. */
export type Observation = {
  tenant: string;
  rule: string;
  id: string;
  labels: Record<string, string>;
  verdicts: Partial<Record<Severity, Verdict>>;
  evidence?: Evidence;
};

/** A rule's clocks, in milliseconds. */
export type Timing = {
  /** How long each level must be bad before it fires (`for`); a level without an entry is no longer part of the rule. */
  holds: Partial<Record<Severity, number>>;
  keepFiring: number;
  /** How long an alert may stay unknown before it is closed. */
  staleAfter: number;
};

/** `cleared`: a pending alert missed. `held`: a firing alert went back to pending, because its rule now holds longer. */
export type Transition = 'none' | 'pending' | 'firing' | 'severity-changed' | 'held' | 'resolved' | 'cleared';

/** `alert` is the very object given if nothing changed, and absent if there is nothing to keep. */
export type Step = { alert: Alert | undefined; transition: Transition };

/**
 * What a tick makes of an alert: Prometheus' state machine (SEMANTICS 4.1), one for each severity level. A tick that
 * is not newer than the alert's changes nothing; neither does `unknown`, until `staleAfter`.
 */
export function step(alert: Alert | undefined, seen: Observation, timing: Timing, tick: number): Step {
  if (alert !== undefined && alert.tick >= tick) return { alert, transition: 'none' };
  if (alert === undefined || alert.state === 'inactive') return begin(alert, seen, timing, tick);
  const known = isKnown(alert, seen);
  if (!known && tick - alert.knownAt >= timing.staleAfter) return closed(alert, tick, 'no-traffic');
  const levels = stepLevels(alert.levels, seen.verdicts, timing, tick);
  if (!known && sameLevels(levels, alert.levels)) return { alert, transition: 'none' };
  const told = known
    ? { ...alert, tick, knownAt: tick, evidence: seen.evidence ?? alert.evidence }
    : { ...alert, tick };
  return worst(levels) === undefined ? closed(told, tick, 'recovered') : settle(told, levels, tick);
}

/** Whether the tick says anything about the levels that the alert holds. */
function isKnown(alert: Alert, { verdicts }: Observation): boolean {
  return severities.some((severity) => {
    const verdict = verdicts[severity];
    return verdict === 'bad' || (verdict === 'good' && alert.levels[severity] !== undefined);
  });
}

function begin(before: Alert | undefined, seen: Observation, timing: Timing, tick: number): Step {
  const levels = stepLevels({}, seen.verdicts, timing, tick);
  if (worst(levels) === undefined || seen.evidence === undefined) return { alert: before, transition: 'none' };
  const { firedAt: _, ...kept } = before ?? blank(seen);
  return settle(
    { ...kept, state: 'inactive', since: tick, knownAt: tick, tick, evidence: seen.evidence },
    levels,
    tick,
  );
}

function blank(seen: Observation): Omit<Alert, 'since' | 'knownAt' | 'tick' | 'evidence'> {
  const { tenant, rule, labels, id } = seen;
  return { tenant, rule, labels, id, state: 'inactive', levels: {}, rev: 0, episode: 0 };
}

function stepLevels(
  levels: Alert['levels'],
  verdicts: Observation['verdicts'],
  timing: Timing,
  tick: number,
): Alert['levels'] {
  const next: Alert['levels'] = {};
  for (const severity of severities) {
    const hold = timing.holds[severity];
    if (hold === undefined) continue;
    const level = stepLevel(levels[severity], verdicts[severity] ?? 'unknown', hold, timing.keepFiring, tick);
    if (level) next[severity] = level;
  }
  return next;
}

function stepLevel(
  level: Level | undefined,
  verdict: Verdict,
  hold: number,
  keepFiring: number,
  tick: number,
): Level | undefined {
  if (verdict === 'unknown') return level;
  if (verdict === 'bad') return held(level?.activeAt ?? tick, level, hold, tick);
  if (level?.state !== 'firing') return undefined;
  const keepFiringSince = level.keepFiringSince ?? tick;
  return tick - keepFiringSince < keepFiring ? { ...level, keepFiringSince } : undefined;
}

/** A level that is bad: it fires once it has been active for as long as the hold, and not before, even if it fired already. */
function held(activeAt: number, level: Level | undefined, hold: number, tick: number): Level {
  if (tick - activeAt < hold) return { state: 'pending', activeAt };
  return { state: 'firing', activeAt, firedAt: level?.firedAt ?? tick };
}

function sameLevels(a: Alert['levels'], b: Alert['levels']): boolean {
  return severities.every((severity) => a[severity] === b[severity]);
}

/** The worst level in a state; without a state, in any. */
function worst(levels: Alert['levels'], state?: Level['state']): Severity | undefined {
  return severities.find((severity) => levels[severity] && (state === undefined || levels[severity].state === state));
}

function settle(before: Alert, levels: Alert['levels'], tick: number): Step {
  const firing = worst(levels, 'firing');
  const severity = firing ?? worst(levels, 'pending');
  const alert: Alert = { ...before, levels, state: firing ? 'firing' : 'pending' };
  if (severity) alert.severity = severity;
  if (firing === undefined) return { alert, transition: pendingTransition(before) };
  if (before.firedAt === undefined) {
    alert.episode = before.episode + 1;
    alert.firedAt = tick;
  }
  if (before.firedAt === undefined || isWorse(firing, before.peak)) alert.peak = firing;
  if (before.state === 'firing') {
    return { alert, transition: before.severity === severity ? 'none' : 'severity-changed' };
  }
  delete alert.resolvedAt;
  delete alert.resolvedBecause;
  return { alert, transition: 'firing' };
}

function pendingTransition(before: Alert): Transition {
  if (before.state === 'firing') return 'held';
  return before.state === 'inactive' ? 'pending' : 'none';
}

function closed(before: Alert, tick: number, because: Ending): Step {
  return { alert: close(before, tick, because), transition: before.firedAt === undefined ? 'cleared' : 'resolved' };
}

/** Back to inactive. What had fired is resolved; what was only pending leaves no trace but the tick. */
export function close(before: Alert, tick: number, because: Ending): Alert {
  const { severity: _, ...rest } = before;
  const alert: Alert = { ...rest, state: 'inactive', levels: {}, tick };
  return before.firedAt === undefined ? alert : { ...alert, resolvedAt: tick, resolvedBecause: because };
}
