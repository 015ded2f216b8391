import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import { fixedReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'overdue',
    kind: 'overdue',
    by: ['provider'],
    when: { critical: { rise: '50%', for: '5m' }, high: { rise: '25%' } },
    summary: '{value} have no receipt',
    ...settings,
  });
}

const receipts = (started: number, delivered: number, canceled = 0) => ({
  'o.started': started,
  'o.delivered': delivered,
  'o.canceled': canceled,
});

async function verdictsOf(now: Record<string, number>, before: Record<string, number>) {
  const [series] = await seriesOf(rule(), tick, fixedReadings({ telnyx: now }, { telnyx: before }).read);
  return series?.verdicts;
}

describe('an overdue rule', () => {
  test('looks at messages of ten to thirty minutes, against the day before them', async () => {
    const { read, asked } = fixedReadings({ telnyx: receipts(100, 20) });
    await seriesOf(rule(), tick, read);
    const hourStart = Date.UTC(2025, 5, 2, 13);
    expect(asked).toEqual([
      { dimension: 'provider', from: tick - 30 * minute, to: tick - 10 * minute },
      { dimension: 'provider', from: hourStart - 24 * 60 * minute, to: hourStart },
    ]);
  });

  test.each([
    ['no receipt at all where all is usual', receipts(100, 0), receipts(1000, 1000), 'bad', 'bad'],
    ['a third is missing', receipts(100, 67), receipts(1000, 1000), 'good', 'bad'],
    ['as many are missing as ever', receipts(100, 40), receipts(1000, 400), 'good', 'good'],
    ['more than ever, but not by a quarter', receipts(100, 20), receipts(1000, 400), 'good', 'good'],
    ['what was canceled is not overdue', receipts(100, 0, 100), receipts(1000, 1000), 'good', 'good'],
    ['no history', receipts(100, 0), receipts(19, 19), 'unknown', 'unknown'],
    ['hardly any messages', receipts(19, 0), receipts(1000, 1000), 'unknown', 'unknown'],
  ])('%s', async (_, now, before, critical, high) => {
    expect(await verdictsOf(now, before)).toEqual({ critical, high });
  });

  test('shows the share that is overdue and what is usual, and no reasons: nobody gave any', async () => {
    const { read } = fixedReadings(
      { telnyx: { ...receipts(100, 20), 'x.code.40008': 9 } },
      { telnyx: receipts(1000, 950) },
    );
    const [series] = await seriesOf(rule(), tick, read);
    expect(series?.evidence).toEqual({
      value: 0.8,
      usual: expect.closeTo(0.05),
      sample: 100,
      failures: 80,
      window: { from: tick - 30 * minute, to: tick - 10 * minute },
      codes: [],
      hit: [],
    });
  });

  test('skips the carrier that nobody knows', async () => {
    const { read } = fixedReadings({ 'twilio|unknown': receipts(100, 0), 'telnyx|AT&T': receipts(100, 0) });
    const series = await seriesOf(rule({ by: ['provider', 'carrier'] }), tick, read);
    expect(series.map(({ labels }) => labels.carrier)).toEqual(['AT&T']);
  });

  test('refuses an age that ends before it begins', () => {
    expect(() => rule({ from: '30m', to: '10m' })).toThrow('must be longer than from');
  });
});
