import { escalate } from '../core/escalate.ts';
import { presentHandling } from '../core/handling.ts';
import { minute } from '../core/time.ts';
import type { DispatchDeps } from './dispatch-deps.ts';
import type { Subject, TickContext, Way } from './subject.ts';

/** Groups of a policy's channels do not wait for others: somebody is to be reached now. */
const noWait = { wait: 0, active: true, called: true } as const;

/**
 * Takes the step of an alert's escalation that is due, if any is, and adds the channels that were called to its ways. If
 * somebody else wrote meanwhile, an acknowledgement perhaps, nothing is done before the next tick.
 */
export async function escalateSubject(subject: Subject, context: TickContext, deps: DispatchDeps): Promise<Subject> {
  const { alert, handling, mutes, acknowledged, rests, policy: name } = subject;
  const policy = name === undefined ? undefined : context.config.escalations[name];
  if (policy === undefined && handling?.escalation === undefined) return subject;
  const situation = {
    alert,
    policy: policy && name !== undefined ? { name, ...policy } : undefined,
    muted: mutes.length > 0 || rests,
    acknowledged: acknowledged !== undefined,
  };
  // An older episode's handling is written over on condition of its revision.
  const stored = context.handlings.get(alert.id);
  const next = escalate(stored, situation, context.tick);
  const isWritten = next === undefined || next === stored || (await deps.saveHandling(next));
  const current = isWritten ? presentHandling(next, alert) : handling;
  return { ...subject, handling: current, ways: withCalled(subject, current) };
}

/** Channels that a step called, and no route names, are grouped as the alert's first route groups. */
function withCalled({ ways, rests }: Subject, handling: Subject['handling']): Subject['ways'] {
  const escalation = handling?.escalation;
  if (escalation === undefined || rests) return ways;
  const like = ways.values().next().value ?? { groupBy: ['rule'], interval: 5 * minute };
  const all = new Map<string, Way>(ways);
  for (const channel of Object.keys(escalation.called)) {
    const { groupBy, interval } = like;
    const path = `escalation/${escalation.policy.name}`;
    if (!all.get(channel)?.active) all.set(channel, { ...noWait, path, groupBy, interval });
  }
  return all;
}
