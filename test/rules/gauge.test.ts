import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import type { GaugeReading, Span } from '../../functions/rules/rule-kind.ts';
import { emptyReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'backlog',
    kind: 'gauge',
    of: 'queue-length',
    when: { critical: { above: 1000, for: '5m' }, high: { above: 500 } },
    summary: '{value} messages wait',
    ...settings,
  });
}

/** What was reported of a gauge, its last value by minutes ago. */
function reported(reports: Record<string, readonly [minutesAgo: number, value: number]>) {
  return emptyReadings({
    gauges: async ({ from, to }: Span) => {
      const all = Object.entries(reports).map(([name, [ago, value]]): [string, GaugeReading] => {
        return [name, { value, at: tick - ago * minute }];
      });
      return new Map(all.filter(([, { at }]) => at >= from && at < to));
    },
  });
}

describe('a gauge rule', () => {
  test.each([
    ['A-03: 1,001 wait, above 1,000', [1, 1001], 'bad', 'bad'],
    ['A-18: 501 wait, above 500', [1, 501], 'good', 'bad'],
    ['on a threshold', [1, 1000], 'good', 'bad'],
    ['nothing waits', [1, 0], 'good', 'good'],
    ['4.2: the last value, up to maxAge', [15, 1001], 'bad', 'bad'],
    ['4.2: then unknown', [16, 1001], 'unknown', 'unknown'],
  ] as const)('%s', async (_, report, critical, high) => {
    const [series, ...others] = await seriesOf(rule(), tick, reported({ 'queue-length': report, other: [1, 9999] }));
    expect(series).toMatchObject({ labels: {}, verdicts: { critical, high } });
    expect(others).toEqual([]);
  });

  test('4.2: of a silent application is unknown, and has no value', async () => {
    const [series] = await seriesOf(rule(), tick, reported({}));
    expect(series).toMatchObject({ labels: {}, verdicts: { critical: 'unknown', high: 'unknown' } });
    expect(series?.evidence).not.toHaveProperty('value');
  });

  test('looks as far back as it is told', async () => {
    const [series] = await seriesOf(rule({ maxAge: '2m' }), tick, reported({ 'queue-length': [3, 1001] }));
    expect(series?.verdicts).toEqual({ critical: 'unknown', high: 'unknown' });
  });

  test('may look for too little, below zero too', async () => {
    const settings = { of: 'temperature', when: { low: { below: -4.5 } } };
    const [series] = await seriesOf(rule(settings), tick, reported({ temperature: [1, -5] }));
    expect(series?.verdicts).toEqual({ low: 'bad' });
  });

  test('says the value and the threshold', async () => {
    const [series] = await seriesOf(rule(), tick, reported({ 'queue-length': [1, 612] }));
    expect(series?.evidence).toMatchObject({ value: 612, window: { from: tick - 15 * minute, to: tick } });
    expect(series && wordsOf(rule(), 'high', series.evidence)).toEqual({ unit: 'number', threshold: 'threshold 500' });
  });
});

describe('the settings of a gauge rule', () => {
  test.each([
    ['a name that cannot be reported', { of: 'Queue length' }, 'a name has up to 32 of a-z, 0-9 and -'],
    ['labels to group by', { by: ['provider'] }, 'leave by and where out'],
    ['labels to be limited to', { where: { provider: ['twilio'] } }, 'leave by and where out'],
    ['a worse level that is nearer', { when: { critical: { above: 1 }, high: { above: 2 } } }, 'further away'],
  ])('refuse %s', (_, settings, message) => {
    expect(() => rule(settings)).toThrow(message);
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ maxAge: '1h' });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
