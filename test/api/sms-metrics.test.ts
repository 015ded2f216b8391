import { describe, expect, test } from 'vitest';
import type { Alert } from '../../functions/core/alert.ts';
import type { Override } from '../../functions/core/override.ts';
import { hour } from '../../functions/core/time.ts';
import { type Counted, fakeHistory } from '../query/fake-history.ts';
import { outage } from '../support/alerts.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';

/** 12:00 of 21 November in New York; a day has five hours of UTC before it. */
const now = Date.UTC(2026, 10, 21, 17);
const daysAgo = (days: number) => now - 24 * hour * days;

const busy = {
  'o.started': 1010,
  'o.scheduled': 1100,
  'o.sent': 1000,
  'o.delivered': 940,
  'o.undelivered': 40,
  'o.failed': 20,
  'o.receiptMs': 9_400_000,
  'o.receipt.10': 940,
  'o.costMicros': 7_900_000,
  'o.app.generated.llm': 90,
  'o.app.generated.template': 10,
  'o.app.generationCostMicros': 123_456,
};

type World = { alerts?: Alert[]; token?: object; overrides?: Override[] };
function api(counted: Counted[], { alerts = [], token = {}, overrides = [] }: World = {}) {
  const { deps: history } = fakeHistory(counted, 'America/New_York', now);
  const deps = apiDeps({
    now: () => now,
    history: { ...history, peopleOf: async () => ({ count: 12, errorPermille: 0 }) },
    act: {
      alertsOfRule: async (_, rule) => alerts.filter((alert) => alert.rule === rule),
      handlings: async () => [],
      overrides: async () => overrides,
    },
    access: { token: async () => testToken(adminToken, token) },
  });
  return (path: string) => askApi(deps, `/api/sms/metrics${path}`);
}

describe('GET /api/sms/metrics/daily', () => {
  test('has exactly the documents’ fields, a row for each local day', async () => {
    const ask = api([
      { at: daysAgo(1), measures: busy },
      // 23:30 in New York is still yesterday.
      { at: Date.UTC(2026, 10, 21, 4, 30), measures: { 'o.started': 1, 'o.sent': 1 } },
    ]);
    const { status, body } = await ask('/daily?start_date=2026-11-19&end_date=2026-11-20');
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: [
        {
          metric_date: '2026-11-19',
          scheduled_count: 0,
          sent_count: 0,
          delivered_count: 0,
          failed_count: 0,
          delivery_rate_percent: null,
          llm_success_rate_percent: null,
          active_users: 12,
        },
        {
          metric_date: '2026-11-20',
          scheduled_count: 1100,
          sent_count: 1001,
          delivered_count: 940,
          failed_count: 60,
          delivery_rate_percent: 94,
          llm_success_rate_percent: 90,
          active_users: 12,
        },
      ],
      date_range: { start_date: '2026-11-19', end_date: '2026-11-20' },
    });
  });

  test('ends today unless told, and has no row of days to come', async () => {
    const ask = api([]);
    const open = await ask('/daily?start_date=2026-11-20');
    expect(open.body.date_range).toEqual({ start_date: '2026-11-20', end_date: '2026-11-21' });
    expect(open.body.data).toHaveLength(2);
    expect((await ask('/daily?start_date=2026-11-20&end_date=2026-12-31')).body.data).toHaveLength(2);
  });

  test('answers a leap year, and no day more', async () => {
    const ask = api([]);
    const year = await ask('/daily?start_date=2025-11-21&end_date=2026-11-21');
    expect([year.status, year.body.data.length]).toEqual([200, 366]);
    expect((await ask('/daily?start_date=2025-11-20&end_date=2026-11-21')).status).toBe(400);
  });

  test.each([
    ['/daily', 'start_date: is missing'],
    ['/daily?start_date=yesterday', 'start_date: write a date such as 2026-11-21'],
    ['/daily?start_date=2026-02-30', 'start_date: write a date such as 2026-11-21'],
    ['/daily?start_date=2026-11-20&end_date=11/21/2026', 'end_date: write a date such as 2026-11-21'],
    ['/daily?start_date=2026-11-20&end_date=2026-11-19', 'start_date: write a date that is not after end_date'],
    ['/daily?start_date=2026-11-20&from=2026-11-19', 'Unrecognized key'],
  ])('refuses %s and says what to write', async (path, detail) => {
    const { status, body } = await api([])(path);
    expect(status).toBe(400);
    expect(body.detail).toContain(detail);
  });
});

describe('GET /api/sms/metrics/user', () => {
  const ofUser = (at: number, value: string): Counted => ({ at, measures: busy, dimension: 'user', value });
  const counted = [
    ofUser(now - hour, 'u-42'),
    ofUser(daysAgo(2), 'u-42'),
    ofUser(daysAgo(7), 'u-42'),
    ofUser(now, 'u-7'),
  ];

  test('tells the last days of the user and their sum', async () => {
    const { body } = await api(counted)('/user?user_id=u-42&days=7');
    expect(body).toMatchObject({ success: true, user_id: 'u-42' });
    expect(body.summary).toEqual({
      total_scheduled: 2200,
      total_sent: 2000,
      total_delivered: 1880,
      total_failed: 120,
      delivery_rate_percent: 94,
      total_llm_cost_usd: '0.2469',
      days: 7,
    });
    expect(body.metrics).toHaveLength(7);
    expect(body.metrics[6]).toMatchObject({
      metric_date: '2026-11-21',
      sent_count: 1000,
      avg_delivery_time_ms: 10_000,
      sms_cost_usd: '7.9000',
      llm_cost_usd: '0.1235',
    });
    expect(body.metrics[5]).toMatchObject({ metric_date: '2026-11-20', sent_count: 0, avg_delivery_time_ms: null });
  });

  test('tells thirty days unless told', async () => {
    const { body } = await api(counted)('/user?user_id=u-42');
    expect(body.summary).toMatchObject({ days: 30, total_sent: 3000 });
    expect(body.metrics).toHaveLength(30);
  });

  test.each([0, 366, 1.5, 'all'])('refuses %s days', async (days) => {
    expect((await api([])(`/user?user_id=u-42&days=${days}`)).status).toBe(400);
  });

  test('is of the caller’s own user, and of no other', async () => {
    const ask = api(counted, { token: { scopes: ['read'], user: 'u-42' } });
    expect((await ask('/user')).body).toMatchObject({ user_id: 'u-42', summary: { total_sent: 3000 } });
    expect((await ask('/user?user_id=u-42')).status).toBe(200);
    expect((await ask('/user?user_id=u-7')).status).toBe(403);
    expect((await ask('/today')).status).toBe(403);
    expect((await api([])('/user')).status).toBe(400);
  });
});

describe('GET /api/sms/metrics/today', () => {
  test('tells today so far', async () => {
    const { body } = await api([{ at: now - hour, measures: busy }])('/today');
    expect(body).toEqual({
      success: true,
      data: {
        metric_date: '2026-11-21',
        scheduled_count: 1100,
        sent_count: 1000,
        delivered_count: 940,
        failed_count: 60,
        delivery_rate_percent: 94,
        llm_success_rate_percent: 90,
        cancelled_count: 0,
        avg_delivery_time_ms: 10_000,
        avg_generation_time_ms: null,
        llm_success_count: 90,
        template_fallback_count: 10,
        opt_out_count: 0,
        quiet_hours_skip_count: 0,
        daily_limit_hit_count: 0,
        sms_cost_usd: '7.9000',
        llm_cost_usd: '0.1235',
      },
      health: { delivery_healthy: true, llm_healthy: true, overall_healthy: true },
    });
  });

  const fallback = outage({ rule: 'generation-fallback', id: 'b00000000001', labels: {} });
  const silent = outage({ rule: 'traffic-silent', id: 'b00000000002' });
  test.each<[string, Counted['measures'], Alert[], boolean, boolean]>([
    ['nothing was sent', {}, [], true, true],
    ['89 of 100 arrive', { 'o.delivered': 89, 'o.failed': 11 }, [], false, true],
    ['90 of 100 arrive', { 'o.delivered': 90, 'o.failed': 10 }, [], true, true],
    ['few fail', { 'o.failed': 19 }, [], true, true],
    ['an alert on delivery fires', {}, [outage()], false, true],
    ['it is over', {}, [outage({ state: 'inactive', levels: {} })], true, true],
    ['an alert on texts fires', {}, [fallback], true, false],
    ['another alert fires', {}, [silent], true, true],
    ['49 of 100 texts are the model’s', { 'o.app.generated.llm': 49, 'o.app.generated.template': 51 }, [], true, false],
  ])('%s', async (_, measures, alerts, delivery, llm) => {
    const { body } = await api([{ at: now - hour, measures }], { alerts })('/today');
    expect(body.health).toEqual({ delivery_healthy: delivery, llm_healthy: llm, overall_healthy: delivery && llm });
  });
});

test('what a rule is about is asked of the rule as it is overridden', async () => {
  const value = { 'delivery-by-carrier': { tags: { family: 'experiment' } } };
  const overrides: Override[] = [{ section: 'rules', value, by: { name: 'Anna', via: 'cli' }, at: 0 }];
  const ask = api([], { alerts: [outage({ severity: 'high' })], overrides });
  for (const path of ['/today', '/summary']) expect((await ask(path)).body.health.overall_healthy).toBe(true);
});

describe('GET /api/sms/metrics/summary', () => {
  const week = [0, 1, 6, 7].map((days) => ({ at: daysAgo(days), measures: busy }));

  test('tells today, seven days, and what fires', async () => {
    const { body } = await api(week)('/summary');
    expect(body).toEqual({
      success: true,
      today: expect.objectContaining({ metric_date: '2026-11-21', sent_count: 1000 }),
      week: {
        totals: { scheduled: 3300, sent: 3000, delivered: 2820 },
        delivery_rate_percent: 94,
        avg_daily_cost_usd: '3.4386',
      },
      alerts: { unresolved_count: 0, has_critical: false },
      health: { overall_healthy: true, status: 'healthy' },
    });
  });

  test.each<[string, Alert[], object, object]>([
    [
      'critical',
      [outage()],
      { unresolved_count: 1, has_critical: true },
      { overall_healthy: false, status: 'critical' },
    ],
    [
      'high',
      [outage({ severity: 'high' })],
      { unresolved_count: 1, has_critical: false },
      { overall_healthy: false, status: 'degraded' },
    ],
  ])('with an alert that is %s', async (_, alerts, expected, health) => {
    const { body } = await api([], { alerts })('/summary');
    expect(body).toMatchObject({ alerts: expected, health });
  });
});
