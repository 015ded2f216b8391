import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { parseSweep, sweepRule } from '../../functions/evaluate/sweep.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { afternoon, backtested, configOf, minutely, toldBy } from '../support/backtests.ts';

test.each([
  ['threshold=0.85..0.95', '0.05', 'threshold', [0.85, 0.9, 0.95]],
  ['threshold=85%..95%', '5%', 'threshold', ['85%', '90%', '95%']],
  ['high.for=1m..4m', '90s', 'high.for', ['1m', '150s', '4m']],
  ['for=0m..20m', undefined, 'for', ['0m', '2m', '4m', '6m', '8m', '10m', '12m', '14m', '16m', '18m', '20m']],
  ['minSamples=20..100', '40', 'minSamples', [20, 60, 100]],
  ['threshold=$1..$2', '$0.5', 'threshold', ['$1', '$1.5', '$2']],
  ['flapping.changes=3..3', undefined, 'flapping.changes', [3]],
])('--sweep %s --step %s are the values of %s', (text, step, setting, values) => {
  expect(parseSweep(text, step)).toEqual({ setting, values });
});

test.each([
  ['threshold', undefined, 'is no sweep'],
  ['threshold=0.9', undefined, 'is no sweep'],
  ['threshold=0.9..0.8', undefined, 'is no sweep'],
  ['for=1m..90%', undefined, 'is no sweep'],
  ['threshold=0.8..0.9', '1m', 'is no step'],
  ['threshold=0.8..0.9', '0', 'is no step'],
  ['minSamples=1..1000', '1', '1000 values are too many'],
])('--sweep %s --step %s is refused, and says what to write', (text, step, why) => {
  expect(() => parseSweep(text, step)).toThrow(why);
});

describe('a sweep of', () => {
  const swept = (rule: RuleInput, setting: string, values: (string | number)[]) => {
    const config = configOf([rule]);
    const [parsed] = config.rules;
    if (!parsed) throw new Error('no rule');
    return sweepRule(config, parsed, { setting, values });
  };

  test.each<[string, string, string | number, object]>([
    ['the threshold is of every level', 'threshold', '80%', { critical: { below: 0.8 }, high: { below: 0.8 } }],
    ['a level’s threshold is of that one', 'high.threshold', '80%', { critical: { below: 0.5 }, high: { below: 0.8 } }],
    ['what levels have is of every level', 'for', '7m', { critical: { for: 420_000 }, high: { for: 420_000 } }],
    ['a level’s setting is of that one', 'critical.for', '7m', { critical: { for: 420_000 }, high: { for: 0 } }],
  ])('%s', (_, setting, value, when) => {
    expect(swept(minutely, setting, [value])).toEqual([
      { value, rule: expect.objectContaining({ id: 'delivery', when: expect.objectContaining(deep(when)) }) },
    ]);
  });

  test('the rule’s own settings, by their path, and of one that is left to its default', () => {
    expect(swept(minutely, 'window', ['5m'])).toEqual([
      { value: '5m', rule: expect.objectContaining({ window: 5 * minute }) },
    ]);
    expect(swept(minutely, 'repeatInterval', ['4h'])).toEqual([
      { value: '4h', rule: expect.objectContaining({ repeatInterval: 240 * minute }) },
    ]);
    const [flapping] = swept(minutely, 'flapping.changes', [6]);
    expect(flapping).toMatchObject({ rule: { flapping: { changes: 6, evaluations: 20 } } });
  });

  test('values that the configuration refuses says why, and tries the others', () => {
    const [fits, crossed, unknown] = [
      ...swept(minutely, 'high.threshold', ['60%', '40%']),
      ...swept(minutely, 'windoww', ['5m']),
    ];
    expect(fits).toMatchObject({ rule: { when: { high: { below: 0.6 } } } });
    expect(crossed).toEqual({ value: '40%', infeasible: expect.stringContaining('a worse severity is further away') });
    expect(unknown).toEqual({ value: '5m', infeasible: expect.stringContaining('windoww') });
  });

  test('the threshold of a rule that has several says which there are', () => {
    const rule = {
      id: 'burn',
      kind: 'burn-rate',
      when: { high: { budget: '1%', long: '1h' } },
      summary: '{value}',
    } as const satisfies RuleInput;
    expect(() => swept(rule, 'threshold', [1])).toThrow(/sweep one of: .*budget.*long/);
  });
});

/** Matches levels that have more than what is said. */
function deep(when: object) {
  return Object.fromEntries(Object.entries(when).map(([level, some]) => [level, expect.objectContaining(some)]));
}

test('each value of a sweep finds what a backtest of a rule with that value finds', async () => {
  const traffic = { telnyx: `..--..!!!!--.!!.${'.'.repeat(100)}`, twilio: `.!.!.!.!.!.!${'.'.repeat(108)}` };
  const values = ['0m', '1m', '2m', '3m'];
  const told = toldBy((await backtested({ traffic, sweep: { setting: 'for', values } })).outcome);
  const { critical, high } = minutely.when;
  for (const [index, hold] of values.entries()) {
    const config = configOf([
      { ...minutely, when: { critical: { ...critical, for: hold }, high: { ...high, for: hold } } },
    ]);
    const alone = toldBy((await backtested({ traffic, config })).outcome);
    expect(told.sweep[index]).toEqual({ value: hold, story: alone.story });
  }
  expect(new Set(told.sweep.map((one) => 'story' in one && one.story.firings)).size).toBeGreaterThan(2);
  expect(told.story.firstFiring).toBeGreaterThan(afternoon);
});
