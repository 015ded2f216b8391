import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { emptyReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'delivery',
    kind: 'ratio',
    of: 'delivered',
    over: 'settled',
    by: ['provider'],
    when: { critical: { below: '90%' } },
    summary: 'Delivery is {value}',
    ...settings,
  });
}

/** What was counted of minutes that have settled, and of the last five, which have not. */
async function judged(settled: Measures | undefined, unsettled?: Measures, settings: object = {}) {
  const read = emptyReadings({
    sums: async (_, { to }) => {
      const counted = to === tick ? unsettled : settled;
      return counted ? new Map([['telnyx', counted]]) : new Map();
    },
  });
  const [series] = await seriesOf(rule(settings), tick, read);
  return series && { verdict: series.verdicts.critical, ...series.evidence };
}

describe('the delivery rate', () => {
  const delivered = { 'o.started': 100, 'o.sent': 100, 'o.delivered': 80, 'o.undelivered': 15, 'o.failed': 5 };
  test.each<[string, Measures, number, number]>([
    ['4.14: is delivered of what settled: delivered, undelivered and failed', delivered, 0.8, 100],
    ['leaves out what waits for its receipt', { ...delivered, 'o.started': 900 }, 0.8, 100],
    ['leaves out what was canceled', { ...delivered, 'o.canceled': 50 }, 0.8, 100],
    ['leaves out what nobody confirmed', { ...delivered, 'o.unconfirmed': 50 }, 0.8, 100],
    ['leaves out what expired without a receipt', { ...delivered, 'o.expired': 50 }, 0.8, 100],
    ['4.14: is of what was sent in the window, whenever receipts came', { ...delivered, 't.delivered': 500 }, 0.8, 100],
  ])('%s', async (_, measures, value, sample) => {
    expect(await judged(measures)).toMatchObject({ verdict: 'bad', value, sample, failures: 20 });
  });

  test('4.14: is that of a window that ended as long ago as receipts take', async () => {
    const found = await judged(delivered, undefined, { window: '10m', settle: '3m' });
    expect(found?.window).toEqual({ from: tick - 13 * minute, to: tick - 3 * minute });
  });
});

describe('4.14: the early warning, of what has failed of all that started', () => {
  const started = (count: number, failed: number, delivered = 0): Measures => ({
    'o.started': count,
    'o.failed': failed,
    'o.delivered': delivered,
  });
  const good: Measures = { 'o.started': 100, 'o.delivered': 100 };

  test.each<[string, Measures | undefined, Measures, string | undefined]>([
    ['most have failed already', good, started(50, 40), 'bad'],
    ['most have failed, and nothing has settled yet', undefined, started(50, 40), 'bad'],
    ['all wait: their receipts may still come', good, started(50, 0), 'good'],
    ['all wait, and nothing has settled yet', undefined, started(50, 0), undefined],
    ['more failed than may, but by chance', good, started(50, 7), 'good'],
    ['too few messages', good, started(19, 19), 'good'],
    ['what has settled is bad, what began lately is not', started(100, 50, 50), started(50, 0, 50), 'bad'],
  ])('%s', async (_, settled, unsettled, verdict) => {
    expect((await judged(settled, unsettled, { early: '5m' }))?.verdict).toBe(verdict);
  });

  test('says that it is early, and shows the minutes that it is about', async () => {
    const found = await judged(good, started(50, 40), { early: '5m' });
    expect(found).toMatchObject({ sample: 50, failures: 40, window: { from: tick - 5 * minute, to: tick } });
    expect(found?.value).toBeCloseTo(0.2);
    expect(found && wordsOf(rule(), 'critical', found).facts).toEqual([
      'seen early: some of them may still be on their way',
    ]);
  });

  test('is told in its own numbers where it is worse than what has settled', async () => {
    const when = { critical: { below: '90%' }, high: { below: '95%' } };
    const found = await judged(started(500, 30, 470), started(50, 40), { early: '5m', when });
    expect(found).toMatchObject({ sample: 50, failures: 40, figures: { early: 1 } });
    const both = await judged(started(500, 300, 200), started(50, 40), { early: '5m', when });
    expect(both).toMatchObject({ sample: 500, failures: 300 });
  });

  test('is none without `early`', async () => {
    expect((await judged(good, started(50, 40)))?.verdict).toBe('good');
  });

  test('is of failures too, where a rule counts those', async () => {
    const settings = { of: 'failures', when: { critical: { above: '10%' } }, early: '5m' };
    expect(await judged(good, started(50, 40), settings)).toMatchObject({ verdict: 'bad', value: 0.8 });
  });
});
