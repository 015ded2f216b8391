import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';

const both: Setting = {
  traffic: { telnyx: '!'.repeat(30) },
  rules: [{ id: 'delivery', settle: '1m' }, { id: 'healthy' }],
  onEvaluation: true,
};

async function run(deps: EvaluateDeps, from: number, to: number) {
  for (let tick = from; tick <= to; tick += 1) await evaluate(at(tick), deps);
}

const failures = {
  'its judgement': (deps: EvaluateDeps): EvaluateDeps => ({
    ...deps,
    readings: (tenant, zone, tick) => ({
      ...deps.readings(tenant, zone, tick),
      sums: async (dimension, span) => {
        if (span.to === tick - minute && span.from === tick - 2 * minute) throw new Error('cannot be read');
        return deps.readings(tenant, zone, tick).sums(dimension, span);
      },
    }),
  }),
  'reading its alerts': (deps: EvaluateDeps): EvaluateDeps => ({
    ...deps,
    alertsOfRule: async (tenant, rule) => {
      if (rule === 'delivery') throw new Error('throttled');
      return deps.alertsOfRule(tenant, rule);
    },
  }),
  'writing its alerts': (deps: EvaluateDeps): EvaluateDeps => ({
    ...deps,
    saveAlert: async (alert, keepUntil) => {
      if (alert.rule === 'delivery') throw new Error('throttled');
      return deps.saveAlert(alert, keepUntil);
    },
  }),
} satisfies Record<string, (deps: EvaluateDeps) => EvaluateDeps>;

describe('a rule that fails', () => {
  test.each(Object.entries(failures))(
    'in %s raises an alert after three minutes, which ends when it works again',
    async (_, failing) => {
      const world = createEvaluation(both);
      await run(failing(world.deps), 1, 6);
      expect(world.history.toSorted()).toEqual(['1 delivery pending', '1 telnyx firing', '4 delivery firing']);
      expect(world.arrived).toContain('slack F4 delivery');
      expect([...world.alerts.values()].map(({ rule }) => rule).sort()).toEqual(['healthy', 'rule-failing']);
      expect(world.metrics.RulesFailed).toBe(6);
      await run(world.deps, 7, 8);
      expect(world.history.slice(3).sort()).toEqual(['7 delivery inactive', '7 telnyx firing']);
      expect(world.arrived).toContain('slack R7 delivery');
    },
  );

  test('freezes its alerts and no other', async () => {
    const world = createEvaluation({ ...both, traffic: { telnyx: `!!${'.'.repeat(9)}` } });
    await run(world.deps, 0, 1);
    await run(failures['reading its alerts'](world.deps), 2, 5);
    const states = () => [...world.alerts.values()].map(({ rule, state }) => `${rule} ${state}`).sort();
    expect(states()).toEqual(['delivery firing', 'healthy inactive', 'rule-failing firing']);
    await run(world.deps, 6, 6);
    expect(states()).toEqual(['delivery inactive', 'healthy inactive', 'rule-failing inactive']);
  });

  test('is not taken for want of traffic, however long it fails', async () => {
    const world = createEvaluation({ traffic: { telnyx: `!${'x'.repeat(150)}?${'!'.repeat(9)}` } });
    await run(world.deps, 0, 159);
    expect(world.history).toEqual(['0 telnyx firing']);
  });

  test('and is judged seldom is in trouble until it was judged again', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!' }, rules: [{ every: '5m' }], onEvaluation: true });
    await run(failures['reading its alerts'](world.deps), 0, 9);
    await run(world.deps, 10, 12);
    expect(world.history).toContain('5 delivery firing');
    expect(world.history).toContain('10 delivery inactive');
  });

  test('and is removed is in no trouble any more', async () => {
    const world = createEvaluation(both);
    const deps = failures['writing its alerts'](world.deps);
    await run(deps, 0, 4);
    await run({ ...deps, rulesOf: async () => world.rules.filter(({ id }) => id !== 'delivery') }, 5, 5);
    expect(world.history.at(-1)).toBe('5 delivery inactive');
  });

  test('stays in trouble while counting lags: nobody knows better', async () => {
    const lag = (tick: number) => (tick >= at(5) && tick < at(8) ? 30 * minute : 0);
    const world = createEvaluation({ ...both, lag });
    await run(failures['its judgement'](world.deps), 0, 4);
    await run(world.deps, 5, 9);
    expect(world.history).toContain('8 delivery inactive');
    expect(world.history.filter((line) => line.includes('delivery'))).toHaveLength(3);
  });
});

test('an alert that cannot be written keeps no other of its rule from its tick', async () => {
  const world = createEvaluation({ traffic: { meta: '!!', telnyx: '!!', twilio: '!!' } });
  const saveAlert: EvaluateDeps['saveAlert'] = async (alert, keepUntil) => {
    if (alert.labels.provider === 'telnyx') throw new Error('too large');
    return world.deps.saveAlert(alert, keepUntil);
  };
  expect(await evaluate(at(0), { ...world.deps, saveAlert })).toMatchObject({ rulesFailed: 1 });
  expect(world.history.sort()).toEqual(['0 meta firing', '0 twilio firing']);
});

test('a rule with more label sets than it may judge raises an alert of its own, and the same with several evaluators', async () => {
  const traffic = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`p${index}`, '!'.repeat(9)]));
  const cut = async (of: number) => {
    const world = createEvaluation({ traffic, onEvaluation: true, evaluation: { mostSeries: 5 } });
    for (let tick = 0; tick < 9; tick += 1) {
      for (let shard = 0; shard < of; shard += 1) await evaluate(at(tick), world.shard(shard, of));
    }
    return world.history.toSorted();
  };
  const alone = await cut(1);
  expect(alone).toContain('5 delivery firing');
  expect(alone.filter((line) => line.startsWith('0 p'))).toHaveLength(5);
  expect(await cut(3)).toEqual(alone);
});

test('writes fifty alerts of a rule at once, and no more', async () => {
  const traffic = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}`, '!']));
  const world = createEvaluation({ traffic });
  let [atOnce, most] = [0, 0];
  const saveAlert: EvaluateDeps['saveAlert'] = async (alert) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    return world.deps.saveAlert(alert);
  };
  await evaluate(at(0), { ...world.deps, saveAlert });
  expect(most).toBe(50);
  expect(world.alerts.size).toBe(200);
});
