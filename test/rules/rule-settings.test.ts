import { describe, expect, test } from 'vitest';
import { day, minute } from '../../functions/core/time.ts';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import { at, createEvaluation } from '../support/evaluation.ts';

const kinds: Record<string, object> = {
  count: { of: 'failures', when: { high: { above: 0 } } },
  rate: { of: 'failures', per: 'hour', when: { high: { above: 0 } } },
  sum: { of: 'cost', when: { high: { above: '$1' } } },
  ratio: { of: 'delivered', over: 'settled', when: { high: { below: '90%' } } },
  percentile: { of: 'receipt', when: { high: { above: '10s' } } },
  slow: { when: { high: {} } },
  gauge: { of: 'queue', when: { high: { above: 1 } } },
  registration: { when: { high: {} } },
  overdue: { when: { high: { rise: '10%' } } },
};

function complaint(kind: string, settings: object) {
  const parsed = ruleSettings.safeParse({ id: 'rule', kind, summary: 's', ...kinds[kind], ...settings });
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join() ?? 'none';
}

describe('how often a rule is judged', () => {
  test.each(['count', 'rate', 'sum', 'ratio', 'percentile'])('%s: at least once in a window', (kind) => {
    expect(complaint(kind, { window: '5m', every: '6m' })).toMatch(/^every: must not be longer than window/);
    expect(complaint(kind, { window: '5m', every: '5m' })).toBe('none');
  });

  test('is at least once a day', () => {
    expect(complaint('count', { window: '3d', every: '1d' })).toBe('none');
    expect(complaint('count', { window: '3d', every: '25h' })).toBe('every: at most 24h');
  });
});

test.each(['slow', 'gauge', 'registration', 'overdue'])('%s has no window that settles', (kind) => {
  expect(complaint(kind, { settle: '10m' })).toBe('settle: this kind looks at the very tick: leave it out');
  expect(complaint(kind, { settle: 0 })).toBe('none');
});

describe('a rule that is judged seldom', () => {
  const seldom = { every: '3h', window: '3h' };

  async function everyMinute(world: ReturnType<typeof createEvaluation>, until: number, from = 0) {
    for (let tick = from; tick <= until; tick += 1) await evaluate(at(tick), world.deps);
  }

  test('keeps its alert over one look that finds nothing, and closes it after two', async () => {
    const traffic = { telnyx: `${'?'.repeat(60)}!${'?'.repeat(700)}` };
    const world = createEvaluation({ traffic, rule: seldom });
    const sums = (await world.deps.readings('main', 'UTC', at(0))).sums;
    const deps = {
      ...world.deps,
      readings: () => ({
        ...world.deps.readings('main', 'UTC', 0),
        sums: async (dimension: Parameters<typeof sums>[0], span: { from: number; to: number }) =>
          sums(dimension, { from: span.to - minute, to: span.to }),
      }),
    };
    for (let tick = 0; tick <= 500; tick += 1) await evaluate(at(tick), deps);
    expect(world.history).toEqual(['60 telnyx firing', '420 telnyx inactive']);
  });

  test('and fails is told by the rule on that, at its second look', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!' }, rule: seldom, onEvaluation: true });
    const alertsOfRule: typeof world.deps.alertsOfRule = async (tenant, rule) => {
      if (rule === 'delivery') throw new Error('throttled');
      return world.deps.alertsOfRule(tenant, rule);
    };
    await everyMinute({ ...world, deps: { ...world.deps, alertsOfRule } }, 240);
    expect(world.history).toEqual(['60 delivery pending', '240 delivery firing']);
  });

  test('however seldom: the rules on evaluation itself outlive the longest interval', () => {
    expect(allRules([]).map(({ staleAfter }) => staleAfter)).toEqual([2 * day, 2 * day]);
  });
});
