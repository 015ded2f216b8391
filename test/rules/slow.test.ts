import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { latencyMeasure } from '../../functions/core/histogram.ts';
import { minute, second } from '../../functions/core/time.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import { type RuleInput, ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { silentLog } from '../support/fakes.ts';
import { type CountedAt, minuteReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);
const input = { id: 'slow', kind: 'slow', when: { high: {} }, summary: '{provider} is slow' } as const;

function rule(settings: object = {}) {
  return ruleSettings.parse({ ...input, ...settings });
}

const delivered = (value: string, count: number, after: number, at = tick - 8 * minute): CountedAt => ({
  at,
  value,
  measures: { 'o.started': count, 'o.delivered': count, [latencyMeasure('receipt', after)]: count },
});
const waiting = (value: string, count: number, since: number, now = tick): CountedAt => ({
  at: now - since,
  value,
  measures: { 'o.started': count },
});
/** Ten messages of which three wait for too long; of which none does. */
const slowly = (value: string, now = tick) => [
  delivered(value, 7, 10 * second, now - 8 * minute),
  waiting(value, 3, 5 * minute, now),
];
const quickly = (value: string, now = tick) => [delivered(value, 10, 10 * second, now - 8 * minute)];

async function verdictsOf(counted: CountedAt[], settings: object = {}) {
  const series = await seriesOf(rule(settings), tick, minuteReadings(counted));
  return Object.fromEntries(series.map(({ labels, verdicts }) => [labels.provider, verdicts.high]));
}

describe('a slow rule, of ten messages of the last ten minutes', () => {
  const b = quickly('b');
  const table: [string, CountedAt[], Record<string, string>][] = [
    [
      '4.14: 7 delivered in 10 s, 3 pending since 5 min is 0.30, slow',
      slowly('a'),
      { a: 'bad', b: 'good', all: 'good' },
    ],
    [
      '4.14: 7 delivered in 10 s, 2 pending 5 min, 1 pending 3 min is 0.20, not slow',
      [delivered('a', 7, 10 * second), waiting('a', 2, 5 * minute), waiting('a', 1, 3 * minute)],
      { a: 'good', b: 'good', all: 'good' },
    ],
    [
      '4.14: delivered after 4 min is slow as well',
      [delivered('a', 7, 10 * second), delivered('a', 3, 6 * minute)],
      { a: 'bad', b: 'good', all: 'good' },
    ],
    [
      'what started before the window is not looked at',
      [delivered('a', 10, 10 * second), waiting('a', 9, 11 * minute)],
      { a: 'good', b: 'good', all: 'good' },
    ],
    [
      'what failed is neither slow nor quick',
      [...slowly('a'), { at: tick - 8 * minute, value: 'a', measures: { 'o.started': 90, 'o.failed': 90 } }],
      { a: 'bad', b: 'good', all: 'good' },
    ],
    ['nine messages say nothing', [waiting('a', 9, 5 * minute)], { a: 'unknown', b: 'good', all: 'good' }],
  ];
  test.each(table)('%s', async (_, counted, expected) => {
    expect(await verdictsOf([...counted, ...b])).toEqual(expected);
  });
});

describe('where all providers are slow', () => {
  test('4.14: A and B both slow is no provider alert, and one of the system', async () => {
    expect(await verdictsOf([...slowly('a'), ...slowly('b')])).toEqual({ a: 'unknown', b: 'unknown', all: 'bad' });
  });

  test('a provider with hardly any messages is not asked', async () => {
    const counted = [...slowly('a'), ...slowly('b'), delivered('c', 2, second)];
    expect(await verdictsOf(counted)).toEqual({ a: 'unknown', b: 'unknown', c: 'unknown', all: 'bad' });
  });

  test('and without messages nobody knows', async () => {
    expect(await verdictsOf([])).toEqual({ all: 'unknown' });
  });

  test('is judged over all of them, whichever a rule is limited to', async () => {
    const where = { where: { provider: ['a'] } };
    expect(await verdictsOf([...slowly('a'), ...quickly('b')], where)).toEqual({ a: 'bad', all: 'good' });
    expect(await verdictsOf([...slowly('a'), ...slowly('b')], where)).toEqual({ a: 'unknown', all: 'bad' });
  });
});

/** What becomes of alerts if in these minutes these providers are slow, and the others are not. */
async function story(slowIn: Record<string, readonly number[]>, minutes: number, settings: Partial<RuleInput> = {}) {
  const config = defineConfig({
    rules: [{ ...input, ...settings } as RuleInput],
    routes: [{ to: ['slack'], groupBy: ['rule', 'provider'], wait: '0m', interval: '1m' }],
    channels: { slack: { kind: 'slack' } },
  });
  const stateOf = (now: number) =>
    Object.entries(slowIn).flatMap(([provider, at]) => {
      return at.includes((now - tick) / minute) ? slowly(provider, now) : quickly(provider, now);
    });
  const told: string[] = [];
  const run = simulate({
    config,
    rules: config.rules,
    tenant: 'main',
    zone: 'UTC',
    stage: 'test',
    readings: (now) => minuteReadings(stateOf(now)),
    from: tick,
    to: tick + minutes * minute,
    log: silentLog,
  });
  for await (const { notices } of run) {
    for (const { at, labels, kind } of notices) {
      told.push(`${labels.provider} ${kind === 'firing' ? 'F' : 'R'}${(at - tick) / minute}`);
    }
  }
  return told;
}

const minutesFrom = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe('at most one change in ten minutes', () => {
  test('4.14: A slow changed 6 min ago is to wait: it is told when ten minutes are over', async () => {
    const slow = { a: [0, ...minutesFrom(6, 30)], b: [] };
    expect(await story(slow, 30, { keepFiring: 0 })).toEqual(['a F0', 'a R1', 'a F10']);
  });

  test('A slow again 6 min after it began is the same alert, which ends once ten minutes were good', async () => {
    expect(await story({ a: [0, 6], b: [] }, 30)).toEqual(['a F0', 'a R17']);
  });

  test('when B becomes slow as well, the alert of A stays, that of all comes and goes', async () => {
    const slow = { a: minutesFrom(0, 40), b: minutesFrom(15, 20) };
    expect(await story(slow, 40)).toEqual(['a F0', 'all F15', 'all R31']);
  });
});

describe('what a slow rule says', () => {
  test('is the share, of how many, and the threshold', async () => {
    const [series] = await seriesOf(rule(), tick, minuteReadings([...slowly('a'), ...quickly('b')]));
    const window = { from: tick - 10 * minute, to: tick };
    expect(series?.evidence).toEqual({ value: 0.3, sample: 10, failures: 3, window, codes: [], hit: [] });
    expect(series && wordsOf(rule(), 'high', series.evidence)).toEqual({
      unit: 'share',
      threshold: 'threshold 30 %',
      counted: '{failures} of {sample} messages took 4 min or longer, or wait that long already',
    });
  });
});

describe('the settings of a slow rule', () => {
  test.each([
    ['labels to group by', { by: ['provider'] }, 'leave it out'],
    ['a time that no message of the window can have waited', { after: '10m' }, 'shorter than window'],
  ])('refuse %s', (_, settings, message) => {
    expect(() => rule(settings)).toThrow(message);
  });

  test('mean the same when they are parsed again', () => {
    const parsed = rule({ after: '2m', share: '20%' });
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});
