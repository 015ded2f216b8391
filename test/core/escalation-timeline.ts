import type * as acknowledgementModule from '../../functions/core/acknowledgement.ts';
import type * as escalateModule from '../../functions/core/escalate.ts';
import type * as handleModule from '../../functions/core/handle.ts';
import type { Handled, Handling, Policy } from '../../functions/core/handling.ts';
import { minute } from '../../functions/core/time.ts';
import { anna, firing, ladder, policyOf } from '../support/handlings.ts';

export type Module = Pick<typeof escalateModule, 'escalate'> &
  Pick<typeof handleModule, 'handle'> &
  Pick<typeof acknowledgementModule, 'acknowledgement'>;

/**
 * One tick a minute, from minute 0, of an alert that fires high. `says`: what happens before the tick of that minute is
 * judged, as `16 ack, 40 un-ack`; seconds as `14:59 ack`. `calls`: whom the steps call, and at which tick.
 */
export type EscalationVector = {
  id: string;
  name: string;
  policy?: string;
  repeat?: number;
  repeatAfter?: number;
  says?: string;
  /** The last tick. */
  until?: number;
  calls: string;
  /** The run that is under way at the end, and how many of its steps were taken. */
  ends?: string;
};

type World = { alert: Handled; handling: Handling | undefined; policy: Policy | undefined; muted: boolean };

const rules = { confirmWithin: 30 * minute, respondWithin: {} };

/** Whom a vector's steps call under the given functions, and the run at the end: `1#2`. */
export function runEscalationVector(vector: EscalationVector, module: Module) {
  const policy = policyOf(vector.policy ?? ladder, vector.repeat, vector.repeatAfter);
  const world: World = { alert: firing(), handling: undefined, policy, muted: false };
  const said = eventsOf(vector.says ?? '');
  const calls: string[] = [];
  for (let at = 0; at <= (vector.until ?? 90); at += 1) {
    for (const event of said.filter((one) => one.at > at - 1 && one.at <= at)) happen(world, event, module);
    const called = callsOf(world, at * minute, module);
    if (called.length > 0) calls.push(`${at} ${called.join('+')}`);
  }
  const escalation = world.handling?.escalation;
  return {
    calls: calls.join(', '),
    ends: escalation ? `${escalation.id.split('#').slice(1).join('#')} ${escalation.taken}` : '',
  };
}

export function failedEscalationVectors(vectors: readonly EscalationVector[], module: Module): string[] {
  return vectors.flatMap((vector) => {
    const { calls, ends } = runEscalationVector(vector, module);
    return calls === vector.calls && ends === (vector.ends ?? ends) ? [] : vector.id;
  });
}

/** Steps on the tick; what is written has the next revision. */
function callsOf(world: World, tick: number, { escalate, acknowledgement }: Module): string[] {
  const { handling: before, alert, policy, muted } = world;
  const acknowledged = acknowledgement(before, alert, rules, tick).kind !== 'none';
  world.handling = escalate(before, { alert, policy, muted, acknowledged }, tick);
  if (world.handling === before) return [];
  if (world.handling?.rev !== (before?.rev ?? 0) + 1) throw new Error('a change has the next revision');
  return Object.entries(world.handling.escalation?.called ?? {}).flatMap(([channel, at]) =>
    at === tick ? channel : [],
  );
}

type Said = { at: number; event: string };

function eventsOf(says: string): Said[] {
  return says.split(', ').flatMap((one) => {
    const [time = '', event] = one.split(' ');
    const [minutes = '', seconds = '0'] = time.split(':');
    return event === undefined ? [] : { at: Number(minutes) + Number(seconds) / 60, event };
  });
}

function happen(world: World, { at, event }: Said, { handle }: Module): void {
  const { alert } = world;
  const events: Record<string, () => void> = {
    ack: () => does({ do: 'acknowledge', by: anna }),
    'ack-10m': () => does({ do: 'acknowledge', by: anna, for: 10 * minute }),
    'un-ack': () => does({ do: 'unacknowledge', by: anna }),
    mute: () => Object.assign(world, { muted: true }),
    unmute: () => Object.assign(world, { muted: false }),
    critical: () => Object.assign(world, { alert: { ...alert, severity: 'critical', peak: 'critical' } }),
    falls: () => Object.assign(world, { alert: { ...alert, severity: 'medium' } }),
    resolve: () => Object.assign(world, { alert: { ...alert, state: 'inactive' } }),
    fire: () =>
      Object.assign(world, { alert: firing({ episode: alert.episode + 1, firedAt: Math.ceil(at) * minute }) }),
    edit: () => Object.assign(world, { policy: policyOf('0 slack, 5 boss') }),
    'no-policy': () => Object.assign(world, { policy: undefined }),
  };
  const does = (action: handleModule.HandlingAction) => {
    const done = handle(world.handling, alert, action, at * minute);
    if (done.kind === 'changed') world.handling = done.handling;
  };
  const happens = events[event];
  if (happens === undefined) throw new Error(`nothing is called ${event}`);
  happens();
}
