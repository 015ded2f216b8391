import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { judge, ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { fixedReadings, lookAt, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 20);

function rule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'score',
    kind: 'score',
    score: 'performance',
    by: ['campaign'],
    when: { medium: { below: 70 } },
    summary: 'Score of {campaign} is {value}',
    ...settings,
  });
}

const compliance = (score: string) => rule({ score, when: { critical: { below: 80 } } });

const campaign = (delivered: number, failed: number, optOuts = 0): Measures => ({
  'o.delivered': delivered,
  'o.undelivered': failed,
  'o.consent.opted-out': optOuts,
});

async function judgeOne(given: ReturnType<typeof rule>, measures: Measures) {
  const { read } = fixedReadings({ spring: measures }, { spring: measures });
  const [series] = await seriesOf(given, tick, read);
  return { verdict: Object.values(series?.verdicts ?? {})[0], value: series?.evidence.value };
}

describe('a performance score', () => {
  test.each([
    ['A-10, X-7: 42.8 % failures without opt-outs are 70.04 points: good', campaign(572, 428), 'good', 70.04],
    ['A-10, X-7: 42.9 % failures are 69.97 points: bad', campaign(571, 429), 'bad', 69.97],
    ['F-01: it is 96.2 with 950 delivered, 50 failed and 10 opt-outs', campaign(950, 50, 10), 'good', 96.2],
    ['too few messages say nothing', campaign(0, 19), 'unknown', 30],
    ['F-01: of none there is no score', {}, 'unknown', undefined],
    ['what has not settled is not judged', { ...campaign(20, 0), 'o.started': 900 }, 'good', 100],
  ] as const)('%s', async (_, measures, verdict, value) => {
    expect(await judgeOne(rule(), measures)).toEqual({ verdict, value });
  });

  test('is that of an hour, by campaign', async () => {
    const { read, asked } = fixedReadings({});
    expect(await seriesOf(rule(), tick, read)).toEqual([]);
    const to = tick - 5 * minute;
    expect(asked).toEqual([{ dimension: 'campaign', from: to - hour, to }]);
  });

  test('says of how many messages it is, and why they failed', async () => {
    const { read } = fixedReadings({ spring: { ...campaign(50, 50, 4), 'x.code.40008': 50 } });
    const [series] = await seriesOf(rule(), tick, read);
    if (series === undefined) throw new Error('nothing was judged');
    expect(series.evidence).toMatchObject({ sample: 100, failures: 54, codes: [{ value: '40008', count: 50 }] });
    expect(wordsOf(rule(), 'medium', series.evidence)).toEqual({
      unit: 'score',
      threshold: 'threshold 70',
      counted: '{failures} of {sample} messages failed or made people opt out',
    });
  });
});

const violations = (regulation: string, count: number) => ({ [`o.app.violation.${regulation}`]: count });

describe('a compliance score', () => {
  test.each([
    ['A-06, F-02: 2 violations of TCPA are 80: good', 'tcpa', violations('tcpa', 2), 'good', 80],
    ['A-06, F-02: 3 are 70: bad', 'tcpa', violations('tcpa', 3), 'bad', 70],
    ['A-06, F-03: 1 violation of 10DLC is 85: good', '10dlc', violations('10dlc', 1), 'good', 85],
    ['A-06, F-03: 2 are 70: bad', '10dlc', violations('10dlc', 2), 'bad', 70],
    ['a violation of one says nothing about the other', 'tcpa', violations('10dlc', 9), 'good', 100],
    ['none at all is 100, and is no want of traffic', '10dlc', {}, 'good', 100],
    ['refused for want of a registration: nobody got it', '10dlc', { 'x.code.30034': 2 }, 'good', 100],
  ] as const)('%s', async (_, score, measures, verdict, value) => {
    expect(await judgeOne(compliance(score), measures)).toEqual({ verdict, value });
  });

  test('F-03: is that of the last 30 days', async () => {
    const { read, asked } = fixedReadings({});
    await seriesOf(compliance('10dlc'), tick, read);
    const to = tick - 5 * minute;
    expect(asked).toEqual([{ dimension: 'campaign', from: to - 30 * day, to }]);
  });

  test('over everything is 100 while nobody reports anything', async () => {
    const { read } = fixedReadings({});
    const series = await seriesOf(rule({ score: 'tcpa', by: [] }), tick, read);
    expect(series).toMatchObject([{ labels: {}, verdicts: { medium: 'good' } }]);
  });

  test('of a campaign that has counted nothing for so long is good again', async () => {
    const { read } = fixedReadings({});
    const { absent } = await judge(compliance('tcpa'), lookAt(tick, read));
    expect(absent?.({ campaign: 'spring' })?.verdicts).toEqual({ critical: 'good' });
    expect(await judge(rule(), lookAt(tick, read))).not.toHaveProperty('absent');
  });

  test.each([
    [1, '{failures} violation in 30 d'],
    [3, '{failures} violations in 30 d'],
  ])('says how many violations there were: %d', async (count, counted) => {
    const { read } = fixedReadings({}, { spring: violations('tcpa', count) });
    const [series] = await seriesOf(compliance('tcpa'), tick, read);
    if (series === undefined) throw new Error('nothing was judged');
    expect(wordsOf(compliance('tcpa'), 'critical', series.evidence)).toMatchObject({ counted, unit: 'score' });
  });
});

describe('the settings of a score rule', () => {
  test.each([
    ['labels that campaigns do not have', { by: ['provider'] }],
    ['more than 100 points', { when: { high: { below: 101 } } }],
    ['a threshold from above', { when: { high: { above: 70 } } }],
    ['another score', { score: 'gdpr' }],
  ])('refuse %s', (_, settings) => {
    expect(ruleSettings.safeParse({ ...rule(), ...settings }).success).toBe(false);
  });

  test('mean the same when they are parsed again', () => {
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(rule())))).toEqual(rule());
  });
});
