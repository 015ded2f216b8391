import { describe, expect, test } from 'vitest';
import { type Histogram, latencyMeasure } from '../../functions/core/histogram.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { fakeHistory } from '../query/fake-history.ts';
import { type CountedAt, emptySources, minuteReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);
const early = tick - 8 * minute;

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'receipts',
    kind: 'percentile',
    of: 'receipt',
    by: ['provider'],
    when: { high: { above: '10s' } },
    summary: 'Receipts take {value}',
    ...settings,
  });
}

const lasted = (count: number, millis: number, histogram: Histogram = 'receipt'): CountedAt => ({
  at: early,
  value: 'telnyx',
  measures: { 'o.started': count, 'o.sent': count, 'o.delivered': count, [latencyMeasure(histogram, millis)]: count },
});
const waiting = (count: number, since: number): CountedAt => ({
  at: tick - since,
  value: 'telnyx',
  measures: { 'o.started': count },
});

async function seriesFor(counted: CountedAt[], settings: object = {}) {
  const [series] = await seriesOf(rule(settings), tick, minuteReadings(counted));
  return { verdict: series?.verdicts.high, evidence: series?.evidence, labels: series?.labels };
}

describe('a percentile rule', () => {
  test('4.14: interpolates linearly within the bucket', async () => {
    const counted = [lasted(90, 4 * second), lasted(10, 15 * second)];
    const at = async (p: number) => (await seriesFor(counted, { p })).evidence?.value;
    expect([await at(50), await at(90), await at(95)]).toEqual([3667, 5000, 15_000]);
  });

  const hundred = [lasted(90, 4 * second), lasted(10, 15 * second)];
  test.each([
    ['95 % within 15 s, above 10 s', hundred, { when: { high: { above: '10s' } } }, 'bad'],
    ['95 % within 15 s, above 15 s: on the threshold is good', hundred, { when: { high: { above: '15s' } } }, 'good'],
    ['95 % within 15 s, below 20 s', hundred, { when: { high: { below: '20s' } } }, 'bad'],
    ['95 % within 15 s, below 15 s: on the threshold is good', hundred, { when: { high: { below: '15s' } } }, 'good'],
    ['19 messages of 20 that are needed', [lasted(19, 15 * second)], {}, 'unknown'],
    [
      'messages that all failed',
      [{ ...waiting(50, 8 * minute), measures: { 'o.started': 50, 'o.failed': 50 } }],
      {},
      'unknown',
    ],
  ])('%s', async (_, counted, settings, verdict) => {
    expect((await seriesFor(counted, settings)).verdict).toBe(verdict);
  });

  test('looks at the settled window, and names each scope', async () => {
    const outside = [tick - 21 * minute, tick - 5 * minute].map((at) => ({ ...lasted(50, minute), at }));
    const found = await seriesFor([...outside, lasted(30, second)]);
    expect(found).toMatchObject({ verdict: 'good', labels: { provider: 'telnyx' } });
    expect(found.evidence).toMatchObject({ sample: 30, window: { from: tick - 20 * minute, to: tick - 5 * minute } });
  });

  test('over everything has no labels, even if nothing was counted', async () => {
    const [series] = await seriesOf(rule({ by: [] }), tick, minuteReadings([]));
    expect(series).toMatchObject({ labels: {}, verdicts: { high: 'unknown' }, evidence: { sample: 0 } });
    expect(series?.evidence).not.toHaveProperty('value');
  });
});

describe('what waits still', () => {
  test('4.14: is censored at the age of its minute, and makes a percentile later', async () => {
    const [without, withWaiting] = await Promise.all([
      seriesFor([lasted(100, 7 * second)], { p: 50 }),
      seriesFor([lasted(100, 7 * second), waiting(100, 8 * minute)], { p: 50 }),
    ]);
    expect([without.evidence?.value, withWaiting.evidence?.value]).toEqual([7500, 10_000]);
    expect(withWaiting.evidence).toMatchObject({ sample: 200, failures: 100 });
  });

  const stuck = [lasted(10, 7 * second), waiting(90, 8 * minute)];
  test.each([
    ['more than 8 min, above 5 min', { above: '5m' }, 'bad'],
    ['more than 8 min, above 8 min', { above: '8m' }, 'bad'],
    ['more than 8 min, above 9 min: nobody knows yet', { above: '9m' }, 'unknown'],
    ['more than 8 min, below 5 min: certainly not', { below: '5m' }, 'good'],
    ['more than 8 min, below 9 min: nobody knows yet', { below: '9m' }, 'unknown'],
  ])('%s', async (_, high, verdict) => {
    const found = await seriesFor(stuck, { when: { high } });
    expect(found).toMatchObject({ verdict, evidence: { value: 8 * minute, figures: { moreThan: 1 } } });
  });

  test('is not known yet of messages that were sent just now', async () => {
    const found = await seriesFor([waiting(50, minute)], { settle: 0, when: { high: { above: '4m' } } });
    expect(found).toMatchObject({ verdict: 'unknown', evidence: { value: minute } });
  });

  test('of a handover waits from its acceptance, whatever waits for a receipt', async () => {
    const accepted = { ...waiting(30, 8 * minute), measures: { 'o.started': 30, 'o.sent': 5 } };
    const found = await seriesFor([accepted], { of: 'handover', when: { high: { above: '2m' } } });
    expect(found).toMatchObject({ verdict: 'bad', evidence: { sample: 25, failures: 25 } });
  });

  test.each([
    ['of its hour', 45 * minute, hour],
    ['of its minute at the edges', 15 * minute, 15 * minute],
  ])('over a day has the age %s', async (_, since, value) => {
    const counted = [
      { at: tick - since, dimension: 'provider', value: 'telnyx', measures: { 'o.started': 10 } } as const,
      { ...lasted(90, 7 * second), dimension: 'provider' } as const,
    ];
    const { deps } = fakeHistory(counted, 'UTC', tick);
    const context = { tenant: 'main', zone: 'UTC', tick, minutesComplete: defaultRetention.minute };
    const read = createReadings(context, emptySources(deps.history));
    const [series] = await seriesOf(rule({ window: '24h', p: 99 }), tick, {
      ...read,
      series: async () => [],
      health: () => new Map(),
    });
    expect(series).toMatchObject({ verdicts: { high: 'bad' }, evidence: { sample: 100, failures: 10, value } });
  });
});

describe('what a percentile rule says', () => {
  const evidence = { sample: 100, failures: 90, window: { from: tick, to: tick }, codes: [], hit: [] };

  test('is a time, the threshold, and how many still wait', () => {
    expect(wordsOf(rule(), 'high', evidence)).toEqual({
      unit: 'millis',
      threshold: 'threshold 10 s',
      counted: '{failures} of {sample} messages still wait for a receipt',
      facts: [],
    });
  });

  test('says of how many, and nothing of waiting where nothing waits', () => {
    expect(wordsOf(rule(), 'high', { ...evidence, value: 12_000, sample: 1200, failures: 0 })).toMatchObject({
      counted: undefined,
      facts: ['95 % of 1,200 messages took no longer'],
    });
  });

  test('and that it may be more, where it is only known to be more', () => {
    expect(wordsOf(rule(), 'high', { ...evidence, figures: { moreThan: 1 } }).facts).toEqual([
      'it takes longer than that: fewer than 95 % are over',
    ]);
  });
});

describe('the settings of a percentile rule', () => {
  test.each([
    ['a histogram that there is none of', { of: 'patience' }, 'receipt, handover, callLength, generation, apiCall'],
    ['a percentile below the median', { p: 49 }, '50'],
    ['all of them', { p: 100 }, '99.9'],
    ['no duration', { when: { high: { above: '10 seconds' } } }, 'duration'],
    ['a worse level that is nearer', { when: { critical: { above: '5s' }, high: { above: '10s' } } }, 'further away'],
  ])('refuse %s', (_, settings, message) => {
    expect(() => rule(settings)).toThrow(message);
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ p: 99.9, window: '1h' });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
