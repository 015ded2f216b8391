import { describe, expect, test } from 'vitest';
import type { Dimension, Measures } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import type { Span } from '../../functions/rules/rule-kind.ts';
import { fixedReadings, seriesOf, slot } from '../support/readings.ts';
import { type Traffic, trafficReadings } from '../support/traffic.ts';

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
    ['what has expired has no receipt', { ...receipts(100, 0), 'o.expired': 100 }, receipts(1000, 1000), 'bad', 'bad'],
    ['what was canceled is not overdue', receipts(100, 0, 100), receipts(1000, 1000), 'good', 'good'],
    ['no history', receipts(100, 0), receipts(19, 19), 'unknown', 'unknown'],
    ['hardly any messages', receipts(19, 0), receipts(1000, 1000), 'unknown', 'unknown'],
  ])('%s', async (_, now, before, critical, high) => {
    expect(await verdictsOf(now, before)).toEqual({ critical, high });
  });

  test('against seven days asks for no day before, unless somebody has fewer than three of them', async () => {
    const { read, asked } = fixedReadings({ telnyx: receipts(100, 20) });
    const days =
      (count: number) =>
      async (_: Dimension, { to }: Span) =>
        Array.from({ length: count }, () => slot(to - day, to, { telnyx: receipts(1000, 950) }));
    await seriesOf(rule(), tick, { ...read, days: days(3) });
    expect(asked).toHaveLength(1);
    await seriesOf(rule(), tick, { ...read, days: days(2) });
    expect(asked).toHaveLength(3);
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

describe('receipts that stop', () => {
  const stopped = tick - 20 * minute;
  /** Ten messages a minute, but in the night; what had no receipt for two days has expired. */
  const messages =
    (isReceived: (at: number) => boolean, now: number): Traffic =>
    (_, at) => {
      const ended: Measures = isReceived(at) ? { 'o.delivered': 10 } : at < now - 2 * day ? { 'o.expired': 10 } : {};
      const counted: ReturnType<Traffic> = { telnyx: { 'o.started': 10, ...ended } };
      return at % day < 8 * hour ? {} : counted;
    };
  const criticalAt = async (now: number, isReceived: (at: number) => boolean, since = 0) => {
    const all = messages(isReceived, now);
    const traffic: Traffic = (dimension, at) => (at < since ? {} : all(dimension, at));
    const [series] = await seriesOf(rule(), now, trafficReadings(traffic, now));
    return series?.verdicts.critical;
  };

  test.each([1, 8, 19, 24, 30, 48, 72])('are bad after %i hours', async (hours) => {
    expect(await criticalAt(stopped + hours * hour, (at) => at < stopped)).toBe('bad');
  });

  test('are good as soon as they are back', async () => {
    expect(await criticalAt(tick + 30 * hour, (at) => at < stopped || at > tick + 29 * hour)).toBe('good');
  });

  test.each([1, 30, 500])('are no news of a carrier that has never sent any, at any hour: %i', async (hours) => {
    expect(await criticalAt(tick + hours * hour, () => false)).toBe('good');
  });

  test.each<[number, string]>([
    [1, 'unknown'],
    [10, 'bad'],
    [26, 'bad'],
    [50, 'bad'],
  ])('are found %i hours after the first message', async (hours, verdict) => {
    expect(await criticalAt(tick + hours * hour, (at) => at < tick + (hours - 1) * hour, tick)).toBe(verdict);
  });
});
