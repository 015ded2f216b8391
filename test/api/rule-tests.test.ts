import { describe, expect, test } from 'vitest';
import { backtestRule } from '../../functions/api/rules/backtest-rule.ts';
import { readRules } from '../../functions/api/rules/rule-book.ts';
import type { Override } from '../../functions/core/override.ts';
import { minute } from '../../functions/core/time.ts';
import type { Scope } from '../../functions/core/token.ts';
import type { TestRequest } from '../../functions/notify/answer-test.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';
import { afternoon, configOf, minutely, zone } from '../support/backtests.ts';
import { emptySources } from '../support/readings.ts';
import { timelineHistory } from '../support/timeline-history.ts';

/** Five minutes in which nothing arrives, and four in which some of it does; at the end all is well. */
const outage = { telnyx: `${'.'.repeat(10)}!!!!!----${'.'.repeat(110)}` };
const iso = (minutes: number) => new Date(afternoon + minutes * minute).toISOString();

type Some = { at?: number; overrides?: Override['value']; scopes?: Scope[]; fails?: boolean };

/** The API over two hours of an afternoon. @param at the minute of the afternoon that it is now */
function historyApi({ at = 120, overrides, scopes = ['admin'], fails = false }: Some = {}) {
  const config = configOf([minutely]);
  const asked: TestRequest[] = [];
  const { history } = timelineHistory(afternoon, outage);
  const standing = overrides && { section: 'rules', value: overrides, by: { name: 'ana', via: 'cli' }, at: afternoon };
  const slice = fails ? () => Promise.reject(new Error('no table')) : history.slice;
  const deps = apiDeps({
    config,
    act: { overrides: async () => (standing ? [standing as Override] : []) },
    sources: emptySources({ ...history, slice }),
    now: () => afternoon + at * minute,
    access: { token: async () => testToken(adminToken, { scopes }) },
    invokeNotify: async (request: TestRequest) => {
      asked.push(request);
      return request.test.channel === 'slack' ? { kind: 'sent' } : { kind: 'unconfigured', why: 'no secret' };
    },
  } as never);
  const post = (path: string, body: object = {}) => askApi(deps, path, { method: 'POST', body });
  return { deps, asked, post };
}

describe('a rule is tested', () => {
  test('as it would be judged at this minute, and says what it saw', async () => {
    const { status, body } = await historyApi({ at: 12 }).post('/v1/rules/delivery/test');
    expect(status).toBe(200);
    expect(body).toEqual({
      rule: 'delivery',
      at: iso(12),
      series: [
        {
          labels: { provider: 'telnyx' },
          verdicts: { critical: 'bad', high: 'bad' },
          ...{ value: 0, valueText: '0 %', sample: 20, failures: 20 },
        },
      ],
    });
  });

  test('by the settings that are overridden, even if it is off', async () => {
    const when = { high: { below: '60%' } };
    const api = historyApi({ at: 17, overrides: { delivery: { enabled: false, when } } });
    expect((await api.post('/v1/rules/delivery/test')).body.series).toMatchObject([{ verdicts: { high: 'good' } }]);
  });

  test('with a notice to the channels that its alerts would take, if that is asked for', async () => {
    const { post, asked } = historyApi();
    const { body } = await post('/v1/rules/delivery/test', { notify: true });
    expect(body.sent).toEqual([
      { channel: 'pagerduty', outcome: 'unconfigured', why: 'no secret' },
      { channel: 'slack', outcome: 'sent' },
    ]);
    expect(asked.map(({ test: { tenant } }) => tenant)).toEqual(['main', 'main']);
  });

  test('with a notice by those only who may operate', async () => {
    const { post, asked } = historyApi({ scopes: ['read'] });
    expect((await post('/v1/rules/delivery/test')).status).toBe(200);
    expect((await post('/v1/rules/delivery/test', { notify: true })).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test('and cannot be judged: then it is said why', async () => {
    const { status, body } = await historyApi({ fails: true }).post('/v1/rules/delivery/test');
    expect([status, body.detail]).toEqual([503, 'the rule cannot be judged now: no table']);
  });

  test('that is not there: then it is said which is nearest', async () => {
    const { status, body } = await historyApi().post('/v1/rules/delivry/test');
    expect([status, body.detail]).toEqual([404, 'there is no rule "delivry"; did you mean "delivery"?']);
  });
});

describe('the documents’ own path tests a rule', () => {
  test('as it would be judged at this minute', async () => {
    const { body } = await historyApi({ at: 12 }).post('/monitoring/test/delivery');
    expect(body).toMatchObject({ success: true, rule_id: 'delivery', triggered: true, severity: 'critical' });
    expect(body.results).toMatchObject([{ triggered: true, value: 0, sample: 20, failures: 20 }]);
  });

  test.each([
    [80, 20, 'high'],
    [30, 70, 'critical'],
    [100, 0, null],
  ])(
    'with values that are given instead: %i of them delivered, %i undelivered',
    async (delivered, undelivered, severity) => {
      const values = [{ labels: { provider: 'twilio' }, delivered, undelivered }];
      const { body } = await historyApi().post('/monitoring/test/delivery', { values });
      expect(body).toMatchObject({ triggered: severity !== null, severity });
      expect(body.results).toMatchObject([{ labels: { provider: 'twilio' }, sample: 100 }]);
    },
  );

  test('with a test notice', async () => {
    const { body } = await historyApi().post('/monitoring/test/delivery', { notify: true });
    expect(body.notifications).toEqual([
      { channel: 'pagerduty', status: 'unconfigured', error: 'no secret' },
      { channel: 'slack', status: 'sent', error: null },
    ]);
  });

  test('and says what it does not know of given values', async () => {
    const values = [{ labels: {}, deliverd: 5 }];
    const { status, body } = await historyApi().post('/monitoring/test/delivery', { values });
    expect([status, body.detail]).toEqual([400, expect.stringContaining('did you mean "delivered"?')]);
  });
});

describe('a backtest', () => {
  const range = { from: iso(0), to: iso(120) };

  test('says when the rule would have fired, and what comes of other settings', async () => {
    const { status, body } = await historyApi().post('/v1/rules/delivery/backtest', {
      ...range,
      sweep: 'critical.for=2m,30m',
    });
    expect(status).toBe(200);
    const story = { firings: 1, firingMinutes: 9, firstFiring: iso(11), calmed: 0, stillFiring: false, noticesSent: 5 };
    expect(body).toMatchObject({ rule: 'delivery', span: range, interrupted: false, story, notes: [] });
    expect(body.transitions[0]).toEqual({
      ...{ at: iso(11), labels: { provider: 'telnyx' }, state: 'firing', severity: 'high', value: 0 },
    });
    expect(body.sweep).toMatchObject([
      { value: '2m', story },
      { value: '30m', story: { noticesSent: 2 } },
    ]);
  });

  test('is of the settings that are overridden now', async () => {
    const api = historyApi({ overrides: { delivery: { when: { high: { below: '60%', for: '30m' } } } } });
    const { body } = await api.post('/v1/rules/delivery/backtest', range);
    expect(body.story).toMatchObject({ firings: 0, calmed: 1 });
  });

  test('that takes too long is of what was done by then, and says so', async () => {
    const { deps } = historyApi();
    const context = { tenant: 'main', zone, deps, caller: { name: 'a', via: 'api', scopes: [], id: 'a' } } as const;
    const book = await readRules(context);
    const span = { from: afternoon, to: afternoon + 120 * minute };
    const asked = { rule: 'delivery', book, range: span, signal: AbortSignal.abort() };
    const outcome = await backtestRule(asked, { ...context, caller: { ...context.caller, scopes: [] } });
    expect(outcome).toMatchObject({ kind: 'ok', body: { interrupted: true } });
  });

  test.each([
    [{ from: '2025-05-01', to: '2025-05-02' }, 'Minutes are kept for'],
    [{ ...range, sweep: 'minSamples' }, 'sweep: "minSamples" is no sweep'],
    [{ from: iso(60), to: iso(30) }, 'from: write a time before to'],
    [{ since: iso(0) }, 'since'],
  ])('is refused readably: %j', async (body, why) => {
    const answer = await historyApi().post('/v1/rules/delivery/backtest', body);
    expect([answer.status, answer.body.detail]).toEqual([400, expect.stringContaining(why)]);
  });
});
