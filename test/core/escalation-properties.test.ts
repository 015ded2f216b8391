import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acknowledgement } from '../../functions/core/acknowledgement.ts';
import { escalate } from '../../functions/core/escalate.ts';
import { type HandlingAction, handle } from '../../functions/core/handle.ts';
import type { Handled, Handling } from '../../functions/core/handling.ts';
import { type Severity, severities } from '../../functions/core/severity.ts';
import { minute } from '../../functions/core/time.ts';
import { anna, firing, policyOf } from '../support/handlings.ts';

const rules = { remindAfter: 20 * minute, confirmWithin: 10 * minute, respondWithin: {} };

const happenings = ['ack', 'ack for 5m', 'un-ack', 'comment', 'mute', 'unmute', 'worse', 'resolve', 'fire'] as const;
/** What becomes of what a tick decides: written, lost, or decided on what was read before people wrote. */
const fates = ['written', 'written', 'written', 'lost', 'late'] as const;

const happens = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...happenings) },
);
const minutes = fc.array(fc.record({ happens, fate: fc.constantFrom(...fates) }), {
  minLength: 20,
  maxLength: 90,
  size: 'max',
});

type World = { alert: Handled; stored: Handling | undefined; muted: boolean; taken: string[] };

const actions: Partial<Record<(typeof happenings)[number], HandlingAction>> = {
  ack: { do: 'acknowledge', by: anna },
  'ack for 5m': { do: 'acknowledge', by: anna, for: 5 * minute },
  'un-ack': { do: 'unacknowledge', by: anna },
  comment: { do: 'comment', by: anna, text: 'looking' },
};

test('no step of a run is taken twice, none before its time and none while it is acknowledged or muted, whatever happens', () => {
  let most = 0;
  fc.assert(
    fc.property(minutes, fc.nat(2), (timeline, repeat) => {
      const policy = policyOf('0 slack, 3 phone, 7 boss', repeat, 4);
      const world: World = { alert: firing(), stored: undefined, muted: false, taken: [] };
      timeline.forEach(({ happens, fate }, at) => {
        const tick = at * minute;
        const before = world.stored;
        if (happens) happen(world, happens, tick);
        const read = fate === 'late' ? before : world.stored;
        const { alert, muted } = world;
        const acknowledged = acknowledgement(read, alert, rules, tick).kind !== 'none';
        const next = escalate(read, { alert, policy, muted, acknowledged }, tick);
        if (next === read || next === undefined || fate === 'lost') return;
        if (next.rev === (world.stored?.rev ?? 0) + 1) write(world, next, tick);
      });
      expect(new Set(world.taken).size).toBe(world.taken.length);
      most = Math.max(most, world.taken.length);
    }),
  );
  expect(most).toBeGreaterThan(5);
});

function write(world: World, next: Handling, tick: number): void {
  const { escalation } = next;
  const called = Object.values(escalation?.called ?? {}).filter((at) => at === tick);
  if (escalation && called.length > 0) {
    expect(acknowledgement(world.stored, world.alert, rules, tick).kind).toBe('none');
    expect(world.muted).toBe(false);
    expect(world.alert.state).toBe('firing');
    expect(called).toHaveLength(1);
    const { id, taken, rounds, startedAt, policy } = escalation;
    const isRoundOver = taken === 0;
    const [round, step] = isRoundOver ? [rounds - 1, policy.steps.length - 1] : [rounds, taken - 1];
    const rest = round * ((policy.steps.at(-1)?.after ?? 0) + policy.repeatAfter);
    expect(tick).toBeGreaterThanOrEqual(startedAt + rest + (policy.steps[step]?.after ?? 0));
    world.taken.push(`${id} ${round} ${step}`);
  }
  world.stored = next;
}

function happen(world: World, happens: (typeof happenings)[number], tick: number): void {
  const { alert } = world;
  const action = actions[happens];
  if (action) {
    const done = handle(world.stored, alert, action, tick);
    if (done.kind === 'changed') world.stored = done.handling;
  }
  if (happens === 'mute') world.muted = true;
  if (happens === 'unmute') world.muted = false;
  if (happens === 'worse') world.alert = { ...alert, peak: worse(alert.peak), severity: worse(alert.peak) };
  if (happens === 'resolve') world.alert = { ...alert, state: 'inactive' };
  if (happens === 'fire' && alert.state === 'inactive') {
    world.alert = firing({ episode: alert.episode + 1, firedAt: tick, peak: 'low', severity: 'low' });
  }
}

function worse(severity: Severity = 'high'): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - 1)] ?? 'critical';
}
