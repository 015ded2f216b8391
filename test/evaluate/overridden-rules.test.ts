import { describe, expect, test } from 'vitest';
import { ruleOverridesSchema } from '../../functions/config/rule-overrides.ts';
import type { Override } from '../../functions/core/override.ts';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';

/** Nothing of what telnyx takes arrives, minute after minute. */
const setting: Setting = {
  traffic: { telnyx: '!'.repeat(200) },
  rule: { when: { critical: { below: '50%' } }, cooldown: '3m' },
};

function story(changes: Partial<Setting> = {}) {
  const world = createEvaluation({ ...setting, ...changes });
  return {
    ...world,
    async run(from: number, to = from) {
      for (let tick = from; tick <= to; tick += 1) await evaluate(at(tick), world.deps);
    },
    /** Somebody overrides the rules at a minute. */
    set(value: object, minute: number) {
      const set: Override = {
        section: 'rules',
        value: ruleOverridesSchema.parse(value) as Override['value'],
        by: { name: 'ana', via: 'cli' },
        at: at(minute),
      };
      world.overrides.splice(0, 1, set);
    },
  };
}

describe('a threshold that is changed at run time', () => {
  test('so that what fires is good ends it as good at the next tick, and it does not fire again', async () => {
    const world = story({ traffic: { telnyx: '.'.repeat(200) }, rule: { when: { critical: { above: '90%' } } } });
    await world.run(0, 2);
    world.set({ delivery: { when: { critical: { above: '100%' } } } }, 2);
    await world.run(3, 20);
    expect(world.history).toEqual(['0 telnyx firing', '3 telnyx inactive']);
    expect([...world.alerts.values()]).toMatchObject([{ resolvedBecause: 'recovered' }]);
    expect(world.arrived.filter((line) => line.startsWith('slack'))).toEqual(['slack F0 telnyx', 'slack R3 telnyx']);
  });

  test('and leaves it bad neither ends it nor tells anybody anew', async () => {
    const world = story();
    await world.run(0, 2);
    world.set({ delivery: { when: { critical: { below: '80%' } } } }, 2);
    await world.run(3, 30);
    expect(world.history).toEqual(['0 telnyx firing']);
    expect(world.arrived).toHaveLength(2);
  });
});

describe('a rule that is switched off at run time', () => {
  test('for an hour closes its alerts, says why, and judges again from the end of that hour on', async () => {
    const world = story();
    await world.run(0, 4);
    world.set({ delivery: { enabled: false, until: new Date(at(65)).toISOString() } }, 4);
    await world.run(5, 64);
    expect(world.history).toEqual(['0 telnyx firing', '5 telnyx inactive']);
    expect([...world.alerts.values()]).toMatchObject([{ resolvedBecause: 'rule-removed' }]);
    await world.run(65, 70);
    expect(world.history.slice(2)).toEqual(['65 telnyx firing']);
    expect(world.arrived.filter((line) => line.startsWith('slack'))).toEqual([
      'slack F0 telnyx',
      'slack R5 telnyx',
      'slack F65 telnyx',
    ]);
  });

  test('leaves the others as they are', async () => {
    const world = story({ rules: [{ id: 'off' }, { id: 'on' }] });
    world.set({ off: { enabled: false } }, 0);
    await world.run(0, 3);
    expect([...world.alerts.values()].map(({ rule }) => rule)).toEqual(['on']);
  });
});

test('a rule that is off as deployed may be switched on', async () => {
  const world = story({ rule: { enabled: false } });
  await world.run(0, 3);
  expect(world.history).toEqual([]);
  world.set({ delivery: { enabled: true } }, 3);
  await world.run(4);
  expect(world.history).toEqual(['4 telnyx firing']);
});

test('an override that does not fit what is deployed changes nothing, and is said at every tick', async () => {
  const world = story();
  world.set({ delivery: { when: { critical: { below: '200%' } } } }, 0);
  await world.run(0, 1);
  expect(world.history).toEqual(['0 telnyx firing']);
  const said = world.log.lines.filter(({ message }) => message === 'override not heeded');
  expect(said[0]).toMatchObject({ level: 'warn', fields: { tenant: 'main', section: 'rules', rule: 'delivery' } });
});

test('what is overridden is read once for each tick, whatever needs to know it', async () => {
  const world = story();
  let asked = 0;
  const rulesOf: typeof world.deps.rulesOf = (...of) => {
    asked += 1;
    return world.deps.rulesOf(...of);
  };
  await evaluate(at(0), { ...world.deps, rulesOf });
  expect(asked).toBe(1);
});
