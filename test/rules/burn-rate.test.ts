import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import type { Span } from '../../functions/rules/rule-kind.ts';
import { emptyReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);
const page = { critical: { budget: '2%', long: '1h' } };
const ladder = {
  critical: { budget: '2%', long: '1h' },
  high: { budget: '5%', long: '6h' },
  medium: { budget: '10%', long: '1d' },
  low: { budget: '10%', long: '3d' },
};

function rule(settings: object = {}) {
  return ruleSettings.parse({ id: 'budget', kind: 'burn-rate', when: page, summary: 'Budget burns', ...settings });
}

/** Measures by how many minutes are looked at; each counts as many messages. */
function readingsOf(byMinutes: Record<number, Measures>, dimension = 'total', value = 'all') {
  const asked: Span[] = [];
  const read = emptyReadings({
    sums: async (of, span) => {
      asked.push(span);
      const measures = byMinutes[(span.to - span.from) / minute];
      return new Map(of === dimension && measures ? [[value, measures]] : []);
    },
  });
  return { read, asked };
}

const failed = (percent: number, of = 1000): Measures => ({
  'o.started': of,
  'o.failed': (of * percent) / 100,
  'o.delivered': (of * (100 - percent)) / 100,
});

async function verdictOf(settings: object, byMinutes: Record<number, Measures>) {
  const [series] = await seriesOf(rule(settings), tick, readingsOf(byMinutes).read);
  return series?.verdicts.critical;
}

describe('a burn-rate rule', () => {
  test.each([
    ['4.10: 95 %: 1 h 80 % and 5 m 80 %: bad', 80, 80, 'bad'],
    ['4.10: 95 %: 1 h 80 % and 5 m 10 %: good, it has recovered', 80, 10, 'good'],
    ['4.10: 95 %: 1 h 20 % and 5 m 100 %: good', 20, 100, 'good'],
    ['4.10: 95 %: 72 % is the threshold and not above it', 72, 100, 'good'],
    ['4.10: 95 %: 72.1 % is above it', 72.1, 100, 'bad'],
  ] as const)('%s', async (_, long, short, verdict) => {
    expect(await verdictOf({}, { 60: failed(long), 5: failed(short) })).toBe(verdict);
  });

  test.each([
    ['90 %: 60 % of failures is a burn of 6 and not above it', 60, 'good'],
    ['90 %: 60.1 % is above it', 60.1, 'bad'],
  ] as const)('4.10: %s', async (_, percent, verdict) => {
    const when = { critical: { budget: '5%', long: '6h' } };
    expect(await verdictOf({ slo: '90%', when }, { 360: failed(percent), 30: failed(100) })).toBe(verdict);
  });

  test.each([
    ['4.10: too few in the short window say nothing while the long one burns', failed(80), failed(100, 19), 'unknown'],
    ['4.10: enough in the short window do', failed(80), failed(100, 20), 'bad'],
    ['4.10: too few in the short window do not matter where the long one does not burn', failed(20), {}, 'good'],
    ['too few failures in the short window are no news', failed(80), failed(100, 4), 'unknown'],
    ['nothing at all is unknown', {}, {}, 'unknown'],
  ] as const)('%s', async (_, long, short, verdict) => {
    expect(await verdictOf({}, { 60: long, 5: short })).toBe(verdict);
  });

  test('asks for certainty in both windows where it says wilson', async () => {
    const measures = { 60: failed(80), 5: failed(80, 20) };
    expect([await verdictOf({}, measures), await verdictOf({ bound: 'wilson' }, measures)]).toEqual(['bad', 'unknown']);
  });

  test.each([
    ['4.10: 5 m with 1 h', '1h', 5],
    ['4.10: 30 m with 6 h', '6h', 30],
    ['4.10: 2 h with 1 d', '1d', 120],
    ['4.10: 6 h with 3 d', '3d', 360],
  ])('has a short window of %s', async (_, long, short) => {
    const { read, asked } = readingsOf({});
    await seriesOf(rule({ when: { high: { budget: '1%', long } } }), tick, read);
    expect(Math.min(...asked.map(({ from, to }) => (to - from) / minute))).toBe(short);
  });

  test('4.10: looks back a twelfth of the long window, unless told otherwise, and both windows have settled', async () => {
    const { read, asked } = readingsOf({});
    const other = { medium: { budget: '10%', long: '1d', short: '30m' } };
    await seriesOf(rule({ when: { ...page, ...other } }), tick, read);
    expect(asked.every(({ to }) => to === tick - 5 * minute)).toBe(true);
    const lengths = new Set(asked.map(({ from, to }) => (to - from) / minute));
    expect([...lengths].sort((a, b) => a - b)).toEqual([5, 30, 60, 1440]);
  });

  test('gives every level its own verdict, and shows the worst that is bad', async () => {
    const { read } = readingsOf({
      60: failed(40),
      5: failed(40),
      360: failed(31),
      30: failed(35),
      1440: failed(16),
      120: failed(36),
      4320: failed(2),
    });
    const [series] = await seriesOf(rule({ when: ladder }), tick, read);
    expect(series?.verdicts).toEqual({ critical: 'good', high: 'bad', medium: 'bad', low: 'good' });
    const to = tick - 5 * minute;
    expect(series?.evidence).toMatchObject({
      value: 6.2,
      sample: 1000,
      failures: 310,
      window: { from: to - 6 * hour, to },
    });
  });

  test('judges an error code that did not come lately by the messages of its provider', async () => {
    const read = emptyReadings({
      sums: async (dimension, { from, to }) => {
        if (dimension === 'provider') return new Map([['telnyx', failed(0)]]);
        return new Map(to - from === hour ? [['telnyx|40008', { 'o.failed': 900 }]] : []);
      },
    });
    const [series] = await seriesOf(rule({ by: ['provider', 'errorCode'] }), tick, read);
    expect(series).toMatchObject({
      labels: { provider: 'telnyx', errorCode: '40008' },
      verdicts: { critical: 'good' },
      evidence: { value: 18, failures: 900 },
    });
  });

  test('burns other budgets too: calls that are not answered', async () => {
    const settings = { of: 'calls.no-answer', over: 'calls.ended' };
    const measures = { 'o.call.no-answer': 90, 'o.call.completed': 10 };
    expect(await verdictOf(settings, { 60: measures, 5: measures })).toBe('bad');
  });

  test('says how fast it burns, against what, and what failed in both windows', async () => {
    const { read } = readingsOf({ 60: failed(80), 5: failed(90) });
    const [series] = await seriesOf(rule(), tick, read);
    if (series === undefined) throw new Error('nothing was judged');
    expect(series.evidence.value).toBe(16);
    expect(wordsOf(rule(), 'critical', series.evidence)).toEqual({
      unit: 'factor',
      threshold: 'threshold 14.4 times',
      counted: '{failures} of {sample} messages failed',
      facts: ['80 % in the last 1 h, 90 % in the last 5 min'],
    });
    expect(wordsOf(rule(), 'high', series.evidence)).toMatchObject({ threshold: undefined, facts: [] });
  });
});

describe('the settings of a burn-rate rule', () => {
  test('4.10: refuse a pair that can never fire, and say what could', () => {
    const parsed = ruleSettings.safeParse({ ...rule(), slo: '90%' });
    expect(parsed.error?.issues).toMatchObject([
      {
        path: ['when', 'critical'],
        message:
          'at 90 % a burn of 14.4 can never be reached: 10 is the fastest; take an slo above 93.06 %, less budget or a longer window',
      },
    ]);
    expect(ruleSettings.safeParse({ ...rule(), slo: '93.06%' }).success).toBe(true);
  });

  test.each([
    ['4.10: a burn of 10 at 90 %, where it is the fastest there is', { slo: '90%', period: '500h' }],
    ['an SLO of everything', { slo: '100%' }],
    ['no budget', { when: { high: { budget: 0, long: '1h' } } }],
    ['a short window that is not shorter', { when: { high: { budget: '2%', long: '1h', short: '1h' } } }],
    ['a long window whose twelfth is no whole minutes', { when: { high: { budget: '2%', long: '50m' } } }],
    ['no period', { period: 0 }],
  ])('refuse %s', (_, settings) => {
    expect(ruleSettings.safeParse({ ...rule(), ...settings }).success).toBe(false);
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ when: ladder });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
