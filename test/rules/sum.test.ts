import { expect, test } from 'vitest';
import { hour, minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { fixedReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'cost',
    kind: 'sum',
    of: 'cost',
    window: '1h',
    when: { high: { above: '$100', for: '15m' } },
    summary: 'Messages cost {value} within an hour',
    ...settings,
  });
}

test('the cost of an hour is bad above $100, to the micro-dollar', async () => {
  const verdictOf = async (micros: number) => {
    const { read, asked } = fixedReadings({ all: { 'o.costMicros': micros } });
    const [series] = await seriesOf(rule(), tick, read);
    expect(asked[0]).toEqual({ dimension: 'total', from: tick - hour - 5 * minute, to: tick - 5 * minute });
    return series?.verdicts.high;
  };
  expect(await verdictOf(100_000_000)).toBe('good');
  expect(await verdictOf(100_000_001)).toBe('bad');
});

test('money is told in dollars, and by what it was spent on', async () => {
  const { read } = fixedReadings({ all: { 'o.costMicros': 104_200_000, 'o.started': 9000 } });
  const [series] = await seriesOf(rule(), tick, read);
  const evidence = series?.evidence ?? { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };
  expect(evidence).toMatchObject({ value: 104_200_000, sample: 0, failures: 0 });
  expect(wordsOf(rule(), 'high', evidence)).toEqual({
    unit: 'micros',
    threshold: 'threshold $100.00',
    facts: ['$104.20 for messages in 1 h'],
  });
});

test.each([
  ['a threshold without a currency', { when: { high: { above: '100' } } }],
  ['what is no money', { of: 'failures' }],
  ['seven decimals', { when: { high: { above: '$0.0000001' } } }],
])('%s is refused', (_, settings) => {
  expect(() => rule(settings)).toThrow();
});

test('the settings mean the same when they are parsed again', () => {
  expect(ruleSettings.parse(JSON.parse(JSON.stringify(rule())))).toEqual(rule());
});
