import { afterEach, describe, expect, test, vi } from 'vitest';
import { rulesBacktest } from '../../cli/rules-backtest.ts';
import { nowAndThen } from '../../cli/stage-options.ts';
import { stageSources } from '../../cli/stage-sources.ts';
import { counterStore } from '../../functions/aws/counters-table.ts';
import { dynamoClient } from '../../functions/aws/dynamo.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { minute, minuteStart } from '../../functions/core/time.ts';
import type { Sources } from '../../functions/evaluate/readings.ts';
import { dynamodb } from '../../local/cloud/dynamodb.ts';
import { jsonService, ServiceError } from '../../local/cloud/json-service.ts';
import { lambda } from '../../local/cloud/lambda.ts';
import { startCloud } from '../../local/cloud/server.ts';
import { openStore } from '../../local/store/local-store.ts';
import { tableNames } from '../../local/store/tables.ts';
import { afternoon, configOf, minutely, zone } from '../support/backtests.ts';
import { emptySources } from '../support/readings.ts';
import { timelineHistory } from '../support/timeline-history.ts';

afterEach(() => vi.unstubAllEnvs());

const traffic = {
  telnyx: `${'.'.repeat(10)}!!!!!----${'.'.repeat(20)}!${'.'.repeat(80)}`,
  twilio: `${'.'.repeat(50)}--${' '.repeat(68)}`,
};

/** The command on two hours of the afternoon, at the end of which it is now. */
async function run(
  options: object = {},
  some: { sources?: Sources; signal?: AbortSignal; rule?: string; now?: () => number } = {},
) {
  const out: string[] = [];
  const warnings: string[] = [];
  const progress: string[] = [];
  const code = await rulesBacktest(
    some.rule ?? 'delivery',
    { from: '2025-06-02T14:00', to: '2025-06-02T16:00', tenant: 'main', stage: 'prod', ...options },
    {
      config: configOf([{ ...minutely, cooldown: '30m' }]),
      zone,
      sources: some.sources ?? emptySources(timelineHistory(afternoon, traffic).history),
      signal: some.signal ?? new AbortController().signal,
      now: some.now ?? (() => afternoon + 120 * minute),
      print: (text) => out.push(text),
      progress: (text) => progress.push(text),
      warn: (text) => warnings.push(text),
    },
  );
  return { code, out: out.join('\n'), warnings, progress };
}

const story = `
delivery, 2025-06-02 14:00 to 2025-06-02 16:00 (America/New_York)

2025-06-02 14:11  telnyx  firing    high      0 %    → slack
2025-06-02 14:13  telnyx  firing    critical  0 %    → pagerduty; slack (severity-rose)
2025-06-02 14:16  telnyx  firing    high      70 %
2025-06-02 14:20  telnyx  resolved            100 %  → pagerduty, slack
2025-06-02 14:40  telnyx  firing    high      0 %
2025-06-02 14:41  telnyx  resolved            100 %
2025-06-02 14:51  twilio  firing    high      70 %   → slack

fired 3 times, 1 h 19 min in all, first 2025-06-02 14:11
still firing at the end: 1
notices: slack 4, pagerduty 2
`.trim();

const sweep = `
high.threshold  fired  firing for  notices  first
40%                                         not run: all levels say below, or all say above, and a worse severity is further away
60%                 2  6 min             5  2025-06-02 14:11
80%                 3  1 h 19 min        6  2025-06-02 14:11
100%                3  1 h 19 min        6  2025-06-02 14:11
`.trim();

describe('rules backtest', () => {
  test('tells the story of an outage, by the clocks of the tenant', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toBe(story);
  });

  test('shows for each value of a sweep how often it would have fired, and what would be refused', async () => {
    const { out } = await run({ sweep: 'high.threshold=40%..100%', step: '20%' });
    expect(out).toBe(`${story}\n\n${sweep}`);
  });

  test('prints JSON, with times of UTC', async () => {
    const { out } = await run({ json: true, sweep: 'high.threshold=40%..60%', step: '20%' });
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      ...{ rule: 'delivery', tenant: 'main', stage: 'prod', timeZone: zone, interrupted: false, notes: [] },
      ...{ from: '2025-06-02T18:00:00.000Z', to: '2025-06-02T20:00:00.000Z', firings: 3, firingMinutes: 79 },
      ...{ firstFiring: '2025-06-02T18:11:00.000Z', calmed: 0, stillFiring: 1, noticesSent: 6 },
      sweep: [
        { value: '40%', infeasible: expect.any(String) },
        { value: '60%', firings: 2, firingMinutes: 6, noticesSent: 5, firstFiring: '2025-06-02T18:11:00.000Z' },
      ],
    });
    expect(told.transitions).toHaveLength(7);
    expect(told.transitions[0]).toEqual({
      ...{ at: '2025-06-02T18:11:00.000Z', rule: 'delivery', labels: { provider: 'telnyx' } },
      ...{ state: 'firing', severity: 'high', value: 0 },
    });
    expect(told.notices[0]).toEqual({
      ...{ at: '2025-06-02T18:11:00.000Z', rules: ['delivery'], labels: { provider: 'telnyx' }, alerts: 1 },
      ...{ channel: 'slack', kind: 'firing', reason: 'first', severity: 'high' },
    });
  });

  test.each([
    ['a rule that there is not', {}, { rule: 'nope' }, 'There is no rule "nope"'],
    ['minutes that are gone', { from: '2025-05-20' }, {}, 'Minutes are kept for 3 d'],
    ['no time', { from: 'yesterday' }, {}, '"yesterday" is no time'],
    ['no sweep', { sweep: 'threshold' }, {}, '"threshold" is no sweep'],
  ])('of %s says so', async (_, options, some, why) => {
    await expect(run(options, some)).rejects.toThrow(why);
  });

  test('that is interrupted tells what it has, up to when, and ends with 130', async () => {
    const controller = new AbortController();
    const { history } = timelineHistory(afternoon, traffic);
    const slice: typeof history.slice = async (asked) => {
      if (asked.from > afternoon + 90 * minute) controller.abort();
      return history.slice(asked);
    };
    const { code, out, warnings, progress } = await run(
      {},
      { sources: emptySources({ ...history, slice }), signal: controller.signal },
    );
    expect(code).toBe(130);
    expect(out).toContain('14:13  telnyx  firing    critical');
    expect(warnings).toEqual([expect.stringMatching(/^Interrupted: this is up to 2025-06-02 1[45]:\d\d\.$/)]);
    expect(progress.at(-1)).toMatch(/^\d+ %, 2025-06-02 1[45]:\d\d$/);
  });

  test('says how far it is every two seconds, and nothing if it is done sooner', () => {
    const told: string[] = [];
    let now = 0;
    const progress = nowAndThen(
      (text) => told.push(text),
      () => now,
    );
    for (; now < 6500; now += 500) progress(`at ${now}`);
    expect(told).toEqual(['at 2000', 'at 4000', 'at 6000']);
  });
});

describe('a stage', () => {
  test('that runs on this machine is read through its functions and tables, and nothing is written', async () => {
    const store = await openStore(undefined);
    const calls: string[] = [];
    const call: typeof store.call = (operation, input) => {
      calls.push(operation);
      return store.call(operation, input);
    };
    const tables = { COUNTERS_TABLE: tableNames.counters, JOURNAL_TABLE: tableNames.journal };
    const services = [dynamodb(call), lambda(new Map(), new Map([['wirewatch-local-evaluate', tables]]))];
    const cloud = await startCloud(services, () => undefined);
    vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
    const account = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
    const counters = counterStore(dynamoClient(undefined, account), tableNames.counters, defaultRetention);
    const start = minuteStart(Date.now()) - 60 * minute;
    const id = { tenant: 'main', dimension: 'provider', value: 'telnyx', granularity: 'minute', start } as const;
    const addition = { mark: 'm', moveTo: '1', expect: { below: '1' } };
    await counters.add({ counter: id, measures: { 'o.started': 20, 'o.undelivered': 20 }, ...addition });
    calls.length = 0;
    const { sources, now } = await stageSources('local', process.env);
    expect(now()).toBeCloseTo(Date.now(), -3);
    const range = { from: new Date(start).toISOString(), to: new Date(start + 10 * minute).toISOString() };
    const { out } = await run(range, { sources, now });
    expect(out).toContain('telnyx  firing  high');
    expect(new Set(calls)).toEqual(new Set(['Query']));
    await cloud.close();
    await store.close();
  });

  const nobody = {
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  const nothing = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '', AWS_CONFIG_FILE: '/dev/null' };

  test('without credentials says what to do', async () => {
    for (const [name, value] of Object.entries({ ...nobody, ...nothing })) vi.stubEnv(name, value || undefined);
    await expect(stageSources('prod', process.env)).rejects.toThrow('There are no AWS credentials: sign in');
  });

  test('that may not be read says for each source which right is missing', async () => {
    const denied = () => {
      throw new ServiceError('AccessDeniedException', 'User is not authorized');
    };
    const tables = { COUNTERS_TABLE: 'counts', JOURNAL_TABLE: 'journal' };
    const services = [
      jsonService('DynamoDB_20120810', { Query: denied, BatchGetItem: denied }),
      jsonService('GraniteServiceVersion20100801', { GetMetricData: denied }),
      lambda(new Map(), new Map([['wirewatch-local-evaluate', tables]])),
    ];
    const cloud = await startCloud(services, () => undefined);
    vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
    const { sources } = await stageSources('local', process.env);
    const span = { from: afternoon, to: afternoon + minute };
    const query = { namespace: 'AWS/SQS', name: 'Age', dimensions: {}, statistic: 'Maximum', period: minute };
    await expect(sources.gauges('main', span)).rejects.toThrow('counts: they need dynamodb:Query on it');
    await expect(sources.registrations('main')).rejects.toThrow(
      'journal: they need dynamodb:Query on its index byStarted',
    );
    await expect(sources.metric(query, span)).rejects.toThrow('they need cloudwatch:GetMetricData');
    await cloud.close();
  });

  test('that is not deployed, or not started, is named', async () => {
    const cloud = await startCloud([lambda(new Map(), new Map())], () => undefined);
    for (const [name, value] of Object.entries(nobody)) vi.stubEnv(name, value);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
    await expect(stageSources('dev', process.env)).rejects.toThrow('There is no function wirewatch-dev-evaluate');
    await cloud.close();
    await expect(stageSources('local', {})).rejects.toThrow('set AWS_ENDPOINT_URL to the address that it prints');
  });
});
