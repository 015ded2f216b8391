import {
  type Escalation,
  type Handled,
  type Handling,
  nextHandling,
  type Policy,
  presentHandling,
  worstOfEpisode,
} from './handling.ts';
import { isWorse, type Severity } from './severity.ts';

/** `policy`: the one that the alert's route names now; absent: none. `muted`: nobody is to be told that it fires. */
export type Situation = { alert: Handled; policy: Policy | undefined; muted: boolean; acknowledged: boolean };

/**
 * What a tick makes of an alert's escalation (SEMANTICS 4.8). At most one step is taken, and a step only adds channels
 * that are called. From step to step it takes as long as the policy says, whenever the step before was taken: nobody is
 * passed over because it was late. What it takes is written on condition of the revision it was read at, as an
 * acknowledgement is: of the two, one is written and the other looks again.
 *
 * @returns the very handling given if nothing changes
 */
export function escalate(
  handling: Handling | undefined,
  { alert, policy, muted, acknowledged }: Situation,
  tick: number,
): Handling | undefined {
  const severity = worstOfEpisode(alert);
  if (alert.state !== 'firing' || severity === undefined || acknowledged) return handling;
  const before = presentHandling(handling, alert)?.escalation;
  const after = muted ? pause(before) : takeDue(running(before, { alert, policy, severity }, tick), tick);
  return after === undefined || after === before ? handling : { ...nextHandling(handling, alert), escalation: after };
}

function pause(escalation: Escalation | undefined): Escalation | undefined {
  return escalation === undefined || escalation.paused ? escalation : { ...escalation, paused: true };
}

type Ground = { alert: Handled; policy: Policy | undefined; severity: Severity };

/** A run begins when the alert fires, when it becomes worse than it had been at the last one, and after a mute. */
function running(before: Escalation | undefined, ground: Ground, tick: number): Escalation | undefined {
  const { policy, severity } = ground;
  if (before === undefined) return policy && begin(undefined, policy, ground, tick);
  if (isWorse(severity, before.severity)) return begin(before, policy ?? before.policy, ground, tick);
  return before.paused ? begin(before, before.policy, ground, tick) : before;
}

function begin(before: Escalation | undefined, policy: Policy, { alert, severity }: Ground, tick: number): Escalation {
  const run = (before?.run ?? 0) + 1;
  return {
    id: `${alert.id}#${alert.episode}#${run}`,
    run,
    policy,
    severity,
    startedAt: tick,
    taken: 0,
    rounds: 0,
    ...dueAfter(policy.steps[0]?.after, tick),
    paused: false,
    called: before?.called ?? {},
  };
}

function takeDue(escalation: Escalation | undefined, tick: number): Escalation | undefined {
  if (escalation?.dueAt === undefined || tick < escalation.dueAt) return escalation;
  const { dueAt: _, ...rest } = escalation;
  const { policy, taken, rounds } = rest;
  const step = policy.steps[taken];
  if (step === undefined) return escalation;
  const called = { ...rest.called, ...Object.fromEntries(step.to.map((channel) => [channel, tick])) };
  const next = policy.steps[taken + 1];
  if (next !== undefined) return { ...rest, called, taken: taken + 1, ...dueAfter(next.after - step.after, tick) };
  if (rounds >= policy.repeat) return { ...rest, called, taken: taken + 1 };
  return { ...rest, called, taken: 0, rounds: rounds + 1, ...dueAfter(policy.repeatAfter, tick) };
}

function dueAfter(wait: number | undefined, tick: number): Pick<Escalation, 'dueAt'> {
  return wait === undefined ? {} : { dueAt: tick + wait };
}
