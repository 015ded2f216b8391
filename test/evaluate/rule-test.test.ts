import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { minuteSeries, parseMinuteSeries, valueAt } from '../../functions/evaluate/rule-test/minute-series.ts';
import { type RuleTestFile, ruleTestFile } from '../../functions/evaluate/rule-test/rule-test-file.ts';
import { runRuleTest } from '../../functions/evaluate/rule-test/run-rule-test.ts';
import { countedSchema, usualSchema } from '../../functions/evaluate/rule-test/traffic.ts';
import { writtenHistory } from '../../functions/evaluate/rule-test/written-history.ts';
import { writtenSources } from '../../functions/evaluate/rule-test/written-sources.ts';
import { amountNames, amountOf, measureNames, moneyNames } from '../../functions/rules/amounts.ts';
import { emptySources } from '../support/readings.ts';

describe('a series of minutes', () => {
  test.each([
    ['95x3 50x2', [95, 95, 95, 50, 50]],
    ['0+10x5', [0, 10, 20, 30, 40]],
    ['10-2x3', [10, 8, 6]],
    ['1 _ 2', [1, undefined, 2]],
    ['_x2 7', [undefined, undefined, 7]],
    ['0.5x2', [0.5, 0.5]],
    ['$0.0083x1', [8300]],
    ['  4   5 ', [4, 5]],
  ])('%s', (text, values) => {
    expect(parseMinuteSeries(text)?.values).toEqual(values);
  });

  test('goes on until the end where its last part says so, and is missing before and after', () => {
    const series = minuteSeries.parse('1 5+2x*');
    expect([-1, 0, 1, 2, 100].map((at) => valueAt(series, at))).toEqual([undefined, 1, 5, 7, 203]);
    expect([1, 2].map((at) => valueAt(minuteSeries.parse('1 2'), at))).toEqual([2, undefined]);
    expect(valueAt(minuteSeries.parse('1 _x*'), 1)).toBeUndefined();
  });

  test.each(['', 'x5', '5y3', '5x', '5x* 6', '1x45001', '--5', '5 x 3'])('"%s" is none', (text) => {
    expect(minuteSeries.safeParse(text).error?.issues[0]?.message).toMatch(/^write values for minutes, such as 95x10/);
  });
});

test.each(Object.entries(measureNames))('%s is counted in %s, and in nothing else', (name, measure) => {
  expect(amountOf(name, { [measure]: 3 })).toBe(3);
});

test('every amount that rules know by name can be given, but for sums', () => {
  const sums = [
    'settled',
    'finished',
    'failures',
    'pending',
    'calls.ended',
    'generations',
    'intended',
    'breaches',
    'retries',
  ];
  expect([...amountNames, ...moneyNames].filter((name) => !(name in measureNames))).toEqual(sums);
});

const start = Date.UTC(2025, 5, 2, 14, 0);

function readings(series: object[], usual: object[], tick: number) {
  const written = { tenant: 'main', zone: 'America/New_York', start, ...parsed(series, usual) };
  const sources = emptySources(writtenHistory(written));
  return createReadings({ tenant: 'main', zone: written.zone, tick, minutesComplete: 23 * hour }, sources);
}

function parsed(series: object[], usual: object[]) {
  return { series: series.map((one) => countedSchema.parse(one)), usual: usual.map((one) => usualSchema.parse(one)) };
}

describe('what a test writes down', () => {
  const traffic = {
    labels: { provider: 'telnyx', carrier: 'AT&T', campaign: 'promo' },
    delivered: '8x10',
    failed: '2x10',
  };

  test.each([
    ['total', 'all'],
    ['provider', 'telnyx'],
    ['carrier', 'telnyx|AT&T'],
    ['campaign', 'promo'],
  ] as const)('is counted in %s', async (dimension, value) => {
    const sums = await readings([traffic], [], start).sums(dimension, { from: start, to: start + 5 * minute });
    expect(sums.get(value)).toMatchObject({ 'o.started': 50, 'o.delivered': 40, 'o.failed': 10, 'o.sent': 40 });
    expect(sums.get(value)?.['t.delivered']).toBe(['total', 'provider'].includes(dimension) ? 40 : undefined);
  });

  test('is counted in nothing that it does not name', async () => {
    const read = readings([traffic], [], start);
    for (const dimension of ['country', 'template', 'errorCode'] as const) {
      expect(await read.sums(dimension, { from: start, to: start + hour })).toEqual(new Map());
    }
  });

  test('of an error code are messages that failed with it', async () => {
    const span = { from: start, to: start + minute };
    const read = readings([{ labels: { provider: 'telnyx', errorCode: 40010 }, undelivered: '3' }], [], start);
    expect((await read.sums('errorCode', span)).get('telnyx|40010')).toMatchObject({ 'o.undelivered': 3 });
    expect((await read.sums('provider', span)).get('telnyx')).toMatchObject({ 'o.undelivered': 3 });
    expect(countedSchema.safeParse({ labels: { provider: 'telnyx', errorCode: 40010 }, delivered: 3 }).success).toBe(
      false,
    );
  });

  test('adds up to the same in hours as in minutes, and what is usual is there for weeks', async () => {
    const usual = { labels: { provider: 'telnyx' }, since: '14d', delivered: 2 };
    const read = readings([traffic], [usual], start + hour);
    const delivered = async (from: number, to: number) =>
      (await read.sums('provider', { from, to })).get('telnyx')?.['o.delivered'];
    expect(await delivered(start - hour, start)).toBe(120);
    expect(await delivered(start - day, start)).toBe(2 * 24 * 60);
    expect(await delivered(start - 21 * hour - 30 * minute, start + 30 * minute)).toBe(2 * (21 * 60 + 30) + 80);
    expect(await delivered(start - 14 * day - hour, start - 14 * day)).toBeUndefined();
  });
});

const config = defineConfig({
  reports: { gauges: ['queue'] },
  rules: [
    { id: 'queue', kind: 'gauge', of: 'queue', when: { high: { above: 100 } }, settle: 0, summary: 'queue' },
    { id: 'blocked', kind: 'registration', statuses: ['suspended'], when: { critical: {} }, summary: 'blocked' },
    {
      id: 'lambda-errors',
      kind: 'aws-metric',
      namespace: 'AWS/Lambda',
      metric: 'Errors',
      statistic: 'Sum',
      every: '1m',
      settle: 0,
      when: { high: { above: 3 } },
      summary: 'errors',
    },
    { id: 'dear', kind: 'sum', of: 'cost', window: '5m', settle: 0, when: { low: { above: '$4' } }, summary: 'dear' },
  ],
});

async function wrong(...tests: RuleTestFile['tests']) {
  const results = ruleTestFile.parse({ tests }).tests.map((one) => runRuleTest(one, config));
  return (await Promise.all(results)).flatMap(({ wrong, errors }) => [...wrong, ...errors]);
}

test('gauges, registrations, metrics and money can be written down too', async () => {
  expect(
    await wrong(
      {
        name: 'gauge',
        rule: 'queue',
        gauges: { queue: '10x5 200x5 10x5' },
        alerts: { '5m': [], '8m': [{ value: 200 }], '14m': [] },
      },
      {
        name: 'registration',
        rule: 'blocked',
        registrations: [
          { provider: 'telnyx', unit: 'campaign', id: 'C1', status: 'active' },
          { provider: 'telnyx', unit: 'campaign', id: 'C1', status: 'suspended', at: '5m' },
          { provider: 'telnyx', unit: 'campaign', id: 'C1', status: 'active', at: '9m' },
        ],
        alerts: { '0m..4m': [], '5m..8m': [{ severity: 'critical', labels: { id: 'C1' } }], '9m..12m': [] },
      },
      {
        name: 'metric',
        rule: 'lambda-errors',
        metrics: [{ namespace: 'AWS/Lambda', metric: 'Errors', values: '0x5 9x5 0x5' }],
        alerts: { '0m..5m': [], '7m': [{ value: 9 }], '14m': [] },
      },
      {
        name: 'money',
        rule: 'dear',
        series: [{ delivered: '9x20', cost: '$0.5x10 $1x10' }],
        alerts: { '10m': [], '15m': [{ value: '$5' }] },
      },
    ),
  ).toEqual([]);
});

test('a rule that cannot be judged fails its test, and says so once', async () => {
  const rules = [{ ...config.rules[0], id: 'both', kind: 'composite', when: { high: { all: ['queue', 'gone'] } } }];
  const broken = { ...config, rules: rules as never };
  const [one] = ruleTestFile.parse({ tests: [{ name: 'one', rule: 'both', alerts: { '0m..9m': [] } }] }).tests;
  const { errors } = await runRuleTest(one ?? expect.fail(), broken);
  expect(errors).toEqual([expect.stringContaining('both')]);
});

test.each([
  ['Sum', 45],
  ['SampleCount', 45],
  ['Average', 9],
  ['p95', 9],
  ['Maximum', 20],
  ['Minimum', 3],
])('the minutes of a metric make one point of its period: %s of 3, 4, 8, 10 and 20 is %d', async (statistic, value) => {
  const metrics = [{ namespace: 'AWS/Lambda', metric: 'Errors', values: '3 4 8 10 20 _x5' }];
  const [parsed] = ruleTestFile.parse({ tests: [{ name: 'metric', metrics, alerts: { '0m': [] } }] }).tests;
  const written = { tenant: 'main', zone: 'UTC', start, series: [], usual: [] };
  const sources = parsed && writtenSources(parsed, written, start + hour);
  const query = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: {}, statistic, period: 5 * minute };
  expect(await sources?.metric(query, { from: start, to: start + 10 * minute })).toEqual([{ at: start, value }]);
});
