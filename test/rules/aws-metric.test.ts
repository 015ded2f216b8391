import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import type { MetricQuery, Span } from '../../functions/rules/rule-kind.ts';
import { emptyReadings, seriesOf } from '../support/readings.ts';

const tick = Date.UTC(2025, 5, 2, 14, 23);

const throttles = {
  id: 'throttles',
  kind: 'aws-metric',
  namespace: 'AWS/Lambda',
  metric: 'Throttles',
  dimensions: { FunctionName: 'wirewatch-{stage}-count' },
  statistic: 'Sum',
  when: { high: { above: 0 } },
  summary: 'Throttled: {value}',
};

const serverErrors = {
  ...throttles,
  namespace: 'AWS/ApiGateway',
  metric: '5xx',
  over: 'Count',
  when: { critical: { above: '5%' } },
};

const rule = (settings: object) => ruleSettings.parse(settings);

/** The points of each metric, one a period, the last just before the window's end. */
function metrics(values: Record<string, number[]>) {
  const asked: (MetricQuery & Span)[] = [];
  const read = emptyReadings({
    metric: async (query, span) => {
      asked.push({ ...query, ...span });
      const points = values[query.name] ?? [];
      return points.map((value, index) => ({ at: span.to - (points.length - index) * query.period, value }));
    },
  });
  return { read, asked };
}

async function judgeOne(settings: object, values: Record<string, number[]>) {
  const [series] = await seriesOf(rule(settings), tick, metrics(values).read);
  return { verdict: Object.values(series?.verdicts ?? {})[0], value: series?.evidence.value };
}

describe('a rule on a metric of CloudWatch', () => {
  test('fills the stage into its namespace too', async () => {
    const { read, asked } = metrics({});
    await seriesOf(rule({ ...throttles, namespace: 'Wirewatch/{stage}' }), tick, read);
    expect(asked).toMatchObject([{ namespace: 'Wirewatch/test' }]);
  });

  test.each([
    ['millis', 2345.6, 'threshold 2.3 s'],
    ['percent', 87.5, 'threshold 87 %'],
    ['count', 1200, 'threshold 1,200'],
  ])('tells its values in its unit: %s', (unit, above, threshold) => {
    const evidence = { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };
    const words = wordsOf(rule({ ...throttles, unit, when: { high: { above } } }), 'high', evidence);
    expect(words).toMatchObject({ unit, threshold });
  });

  test('asks for one period that has settled, with the stage in its dimensions', async () => {
    const { read, asked } = metrics({});
    await seriesOf(rule(throttles), tick, read);
    expect(asked).toEqual([
      {
        namespace: 'AWS/Lambda',
        name: 'Throttles',
        dimensions: { FunctionName: 'wirewatch-test-count' },
        statistic: 'Sum',
        period: minute,
        from: tick - 6 * minute,
        to: tick - 5 * minute,
      },
    ]);
  });

  test('looks at whole periods of CloudWatch, which begin at multiples of their length', async () => {
    const { read, asked } = metrics({});
    await seriesOf(rule({ ...throttles, period: '5m', window: '15m' }), tick, read);
    const to = Date.UTC(2025, 5, 2, 14, 15);
    expect(asked).toMatchObject([{ from: to - 15 * minute, to, period: 5 * minute }]);
  });

  test.each([
    ['sums are added up', 'Sum', [1, 5, 3], 9],
    ['so are counts of samples', 'SampleCount', [1, 5, 3], 9],
    ['of maxima the highest counts', 'Maximum', [1, 5, 3], 5],
    ['of minima the lowest', 'Minimum', [1, 5, 3], 1],
    ['of averages their mean', 'Average', [1, 5, 3], 3],
    ['of percentiles too', 'p99.9', [1, 5, 3], 3],
  ])('over several periods %s', async (_, statistic, points, value) => {
    const settings = { ...throttles, statistic, window: '3m', when: { high: { above: 3 } } };
    const verdict = value > 3 ? 'bad' : 'good';
    expect(await judgeOne(settings, { Throttles: points })).toEqual({ verdict, value });
  });

  test.each([
    ['on the threshold is good', throttles, { Throttles: [0] }, { verdict: 'good', value: 0 }],
    ['above it is bad', throttles, { Throttles: [1] }, { verdict: 'bad', value: 1 }],
    ['without data points nothing is known', throttles, {}, { verdict: 'unknown', value: undefined }],
    ['or it is zero, where the rule says so', { ...throttles, missing: 'zero' }, {}, { verdict: 'good', value: 0 }],
    [
      'and zero can be bad',
      { ...throttles, missing: 'zero', when: { high: { below: 1 } } },
      {},
      { verdict: 'bad', value: 0 },
    ],
  ])('%s', async (_, settings, values, found) => {
    expect(await judgeOne(settings, values)).toEqual(found);
  });

  test.each([
    ['5 % of 200 is not above 5 %', { '5xx': [10], Count: [200] }, { verdict: 'good', value: 0.05 }],
    ['6 % of 200 is', { '5xx': [12], Count: [200] }, { verdict: 'bad', value: 0.06 }],
    ['all of 19 are too few', { '5xx': [19], Count: [19] }, { verdict: 'unknown', value: 1 }],
    ['4 failures are too few', { '5xx': [4], Count: [20] }, { verdict: 'unknown', value: 0.2 }],
    ['none of none is unknown', { '5xx': [0], Count: [0] }, { verdict: 'unknown', value: undefined }],
    ['without the whole nothing is known', { '5xx': [12] }, { verdict: 'unknown', value: undefined }],
    ['without the part neither', { Count: [200] }, { verdict: 'unknown', value: undefined }],
  ])('as a share of another metric: %s', async (_, values, found) => {
    expect(await judgeOne(serverErrors, values)).toEqual(found);
  });

  test('a part that is missing is none where the rule says so', async () => {
    const found = await judgeOne({ ...serverErrors, missing: 'zero' }, { Count: [200] });
    expect(found).toEqual({ verdict: 'good', value: 0 });
  });

  test('asks for certainty of a share where it says wilson', async () => {
    const settings = { ...serverErrors, bound: 'wilson' };
    expect(await judgeOne(settings, { '5xx': [5], Count: [50] })).toMatchObject({ verdict: 'unknown' });
    expect(await judgeOne(settings, { '5xx': [6], Count: [50] })).toMatchObject({ verdict: 'bad' });
  });

  test('is judged every five minutes unless told otherwise, for CloudWatch takes money for each metric', () => {
    expect([rule(throttles).every, rule({ ...throttles, every: '1m' }).every]).toEqual([5 * minute, minute]);
  });

  test('says which metric it is, and of how many a share is', async () => {
    const [plain] = await seriesOf(rule(throttles), tick, metrics({ Throttles: [4] }).read);
    const [shared] = await seriesOf(rule(serverErrors), tick, metrics({ '5xx': [12], Count: [200] }).read);
    if (plain === undefined || shared === undefined) throw new Error('nothing was judged');
    expect(wordsOf(rule(throttles), 'high', plain.evidence)).toEqual({
      unit: 'number',
      threshold: 'threshold 0',
      counted: undefined,
      facts: ['Sum of AWS/Lambda Throttles'],
    });
    expect(shared.evidence).toMatchObject({ sample: 200, failures: 12 });
    expect(wordsOf(rule(serverErrors), 'critical', shared.evidence)).toMatchObject({
      unit: 'share',
      threshold: 'threshold 5 %',
      counted: '5xx 12, Count {sample}',
      facts: ['Sum of AWS/ApiGateway 5xx over Count'],
    });
  });
});

describe('the settings of such a rule', () => {
  test.each([
    ['a statistic that there is not', { statistic: 'Median' }],
    ['a unit of a share', { over: 'Count', unit: 'millis' }],
    ['a window of broken periods', { period: '5m', window: '12m' }],
    ['labels', { by: ['provider'] }],
    ['half a minute', { period: '30s' }],
  ])('refuse %s', (_, settings) => {
    expect(ruleSettings.safeParse({ ...throttles, ...settings }).success).toBe(false);
  });

  test.each([
    ['a share of no other metric', throttles, '5%', 'write a number: it is no share without over'],
    ['more than all of another metric', serverErrors, 5, 'write a share such as 90% or 0.9'],
    ['words', serverErrors, 'a few', 'write a share such as 90% or 0.9'],
  ])('refuse a threshold that is %s', (_, one, above, message) => {
    const { error } = ruleSettings.safeParse({ ...one, when: { high: { above } } });
    expect(error?.issues).toMatchObject([{ path: ['when', 'high', 'above'], message }]);
  });

  test.each([
    ['a number', throttles],
    ['a share', serverErrors],
  ])('with %s mean the same when parsed again', (_, one) => {
    expect(ruleSettings.parse(JSON.parse(JSON.stringify(rule(one))))).toEqual(rule(one));
  });
});
