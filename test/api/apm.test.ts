import { describe, expect, test } from 'vitest';
import type { ApiDeps } from '../../functions/api/api-deps.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { AuditRecord } from '../../functions/core/audit-record.ts';
import { type OperationSum, type Performed, usualControl } from '../../functions/core/performance.ts';
import { day, hour } from '../../functions/core/time.ts';
import { type Counted, fakeHistory } from '../query/fake-history.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';

const now = Date.UTC(2026, 10, 21, 12);
const today = Date.UTC(2026, 10, 21);
const top: OperationSum = {
  operation: 'GET /v1/top',
  count: 400,
  errors: 4,
  totalMs: 60_000,
  buckets: { 100: 200, 500: 196, more: 4 },
};
const live: OperationSum = { operation: 'GET /health/live', count: 20, errors: 0, totalMs: 10, buckets: { 100: 20 } };

type Given = { counted?: Counted[]; slow?: Performed[]; changes?: Partial<ApiDeps>; scopes?: 'read' | 'admin' };

function apmWorld({ counted = [], slow = [], changes = {}, scopes = 'admin' }: Given = {}) {
  const state = { control: usualControl };
  const audited: AuditRecord[] = [];
  const { deps: history } = fakeHistory(counted, 'America/New_York', now);
  const deps = apiDeps({
    history,
    performance: {
      operations: async (dayStart) => (dayStart === today ? [live, top] : []),
      slow: async (dayStart, limit) => slow.filter(({ at }) => Math.floor(at / day) * day === dayStart).slice(0, limit),
      control: async () => state.control,
      setControl: async (control) => {
        state.control = control;
      },
    },
    act: { audit: async (one) => void audited.push(one), newId: () => '0123456789ab' },
    access: { token: async () => testToken(adminToken, { scopes: [scopes] }) },
    sources: { metric: async () => [] },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...changes,
  });
  return { state, audited, ask: (path: string, asking = {}) => askApi(deps, `/apm/${path}`, asking) };
}

test('GET /apm/status says what is recorded, and how much was today', async () => {
  const { body } = await apmWorld().ask('status');
  expect(body).toEqual({
    enabled: true,
    sampling: 1,
    slow_ms: 1000,
    timestamp: '2026-11-21T12:00:00.000Z',
    since: '2026-11-21T00:00:00.000Z',
    requests: 420,
    errors: 4,
  });
});

test('GET /apm/transactions tells operations of the API and the application’s calls of others, the commonest first', async () => {
  const calls = { 'o.app.api.twilio.ok': 90, 'o.app.api.twilio.timeout': 6, 'o.app.api.twilio.server-error': 4 };
  const other = { 'o.app.api.crm.eu.client-error': 1 };
  const { body } = await apmWorld({ counted: [{ at: now - hour, measures: { ...calls, ...other } }] }).ask(
    'transactions',
  );
  const unknown = { average_ms: null, p50_ms: null, p95_ms: null, p99_ms: null };
  expect(body).toEqual({
    api_since: '2026-11-21T00:00:00.000Z',
    application_since: '2026-11-20T12:00:00.000Z',
    transactions: [
      {
        name: 'GET /v1/top',
        source: 'api',
        count: 400,
        errors: 4,
        error_rate_percent: 1,
        average_ms: 150,
        p50_ms: 100,
        p95_ms: 467,
        p99_ms: 500,
      },
      { name: 'twilio', source: 'application', count: 100, errors: 10, error_rate_percent: 10, ...unknown },
      expect.objectContaining({ name: 'GET /health/live', count: 20, error_rate_percent: 0, average_ms: 1 }),
      { name: 'crm.eu', source: 'application', count: 1, errors: 1, error_rate_percent: 100, ...unknown },
    ],
  });
});

describe('GET /apm/traces', () => {
  const traceId = '1-5759e988-bd862e3fe1be46a994272793';
  const slow = [
    { operation: 'GET /v1/top', duration: 1500, status: 200, at: now - hour, traceId },
    { operation: 'GET /v1/errors', duration: 2500, status: 503, at: today - hour },
    { operation: 'GET /v1/live', duration: 2500, status: 200, at: today - 2 * day },
  ];
  const console = 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1';

  test('lists what was slow yesterday and today, with the trace in X-Ray', async () => {
    const changes = { dashboardUrl: `${console}#dashboards/dashboard/Wirewatch-prod` };
    const { body } = await apmWorld({ slow, changes }).ask('traces');
    expect(body.traces).toEqual([
      {
        name: 'GET /v1/top',
        at: '2026-11-21T11:00:00.000Z',
        duration_ms: 1500,
        status: 200,
        trace_id: traceId,
        url: `${console}#xray:traces/${traceId}`,
      },
      expect.objectContaining({ name: 'GET /v1/errors', trace_id: null, url: null }),
    ]);
  });

  test('has no link where the dashboard is no console of AWS', async () => {
    const changes = { dashboardUrl: 'http://localhost:4000/' };
    const { body } = await apmWorld({ slow, changes }).ask('traces?limit=1');
    expect(body.traces).toMatchObject([{ trace_id: traceId, url: null }]);
  });
});

describe('GET /apm/metrics', () => {
  test('tells throughput, times by endpoint and the database as DynamoDB measures it', async () => {
    const values: Record<string, number> = { Average: 4, Maximum: 1250, Minimum: 2.1, SampleCount: 1000 };
    const metric: ApiDeps['sources']['metric'] = async ({ dimensions, statistic }, { from }) =>
      dimensions.TableName === 'counters-1A2B' && dimensions.Operation === 'Query'
        ? [{ at: from, value: values[statistic] ?? 0 }]
        : [];
    const changes = { sources: { metric } as ApiDeps['sources'] };
    const counted = [{ at: now - hour, measures: { 'o.started': 25_000 } }];
    const { body } = await apmWorld({ counted, changes }).ask('metrics');
    expect(body).toEqual({
      application: {
        requests_per_second: 0.01,
        average_response_time_ms: 143,
        error_rate_percent: 0.95,
        throughput_24h: 25_000,
        endpoints: [
          { endpoint: 'GET /health/live', average_time_ms: 0.5, requests: 20 },
          { endpoint: 'GET /v1/top', average_time_ms: 150, requests: 400 },
        ],
      },
      resources: { cpu_percent: null, memory_mb: expect.any(Number), disk_io: null },
      database: {
        average_query_time_ms: 4,
        slowest_query_ms: 1250,
        fastest_query_ms: 2.1,
        total_queries_24h: 1000,
        connection_pool: null,
        index_hit_ratio_percent: 100,
        table_scan_ratio_percent: 0,
        index_usage_optimal: true,
      },
      reasons: { cpu_percent: expect.any(String), disk_io: expect.any(String), connection_pool: expect.any(String) },
    });
  });

  test('says that CloudWatch does not tell, where it does not', async () => {
    const { body } = await apmWorld().ask('metrics');
    expect(body.database).toMatchObject({ average_query_time_ms: null, total_queries_24h: null });
    expect(body.reasons.database).toMatch(/CloudWatch/);
  });
});

test('GET /apm/errors counts errors by fingerprint, with meaning and remedy where they are known', async () => {
  const errorCode = (value: string, measures: Counted['measures']): Counted => ({
    at: now - hour,
    dimension: 'errorCode',
    value,
    measures,
  });
  const counted = [
    { at: now - hour, measures: { 'o.failed': 30 } },
    errorCode('twilio|30003', { 'o.failed': 25 }),
    errorCode('telnyx|99999', { 'o.failed': 5 }),
    errorCode('twilio|11200', { 'o.fault.error': 9 }),
  ];
  const { body } = await apmWorld({ counted }).ask('errors');
  expect(body.since).toBe('2026-11-20T12:00:00.000Z');
  const known = { meaning: expect.any(String), remedy: expect.any(String) };
  const unknown = { meaning: null, remedy: null };
  expect(body.errors).toEqual([
    { fingerprint: 'twilio|30003', source: 'messages', count: 25, ...known },
    { fingerprint: 'twilio|11200', source: 'faults', count: 9, ...known },
    { fingerprint: 'telnyx|99999', source: 'messages', count: 5, ...unknown },
    { fingerprint: 'GET /v1/top', source: 'api', count: 4, ...unknown },
  ]);
});

describe('POST /apm/control', () => {
  const control = (world: ReturnType<typeof apmWorld>, body: unknown) => world.ask('control', { method: 'POST', body });

  test('changes what is named, and leaves the rest', async () => {
    const world = apmWorld();
    const { status, body } = await control(world, { sampling: 0.1, slow_ms: 250 });
    expect([status, body]).toEqual([200, { enabled: true, sampling: 0.1, slow_ms: 250 }]);
    expect(world.state.control).toEqual({ enabled: true, sampling: 0.1, slowMs: 250 });
    await control(world, { enabled: false });
    expect(world.state.control).toEqual({ enabled: false, sampling: 0.1, slowMs: 250 });
  });

  test('is audited, as it was and as it is', async () => {
    const world = apmWorld();
    await control(world, { enabled: false });
    expect(world.audited).toMatchObject([
      {
        did: 'apm-control',
        by: { name: 'test', via: 'api' },
        changes: [
          {
            what: 'recording of requests',
            before: '{"enabled":true,"sampling":1,"slowMs":1000}',
            after: '{"enabled":false,"sampling":1,"slowMs":1000}',
          },
        ],
      },
    ]);
  });

  test.each([{ sampling: 1.1 }, { slow_ms: 0 }, { enabled: 'yes' }, { slowMs: 5 }, {}])('refuses %j', async (body) => {
    const world = apmWorld();
    expect((await control(world, body)).status).toBe(400);
    expect(world.audited).toEqual([]);
  });

  test.each([
    ['of one tenant of two', { main: { timeZone: 'UTC' }, other: { timeZone: 'UTC' } }, 403],
    ['of the only tenant', { main: { timeZone: 'UTC' } }, 200],
  ])('is of the whole stage: a token %s', async (_, tenants, status) => {
    const token = testToken(adminToken, { tenant: 'main' });
    const { config, access } = apiDeps({ access: { token: async () => token } });
    const world = apmWorld({ changes: { access, config: { ...config, ...defineConfig({ tenants, rules: [] }) } } });
    expect((await control(world, { enabled: false })).status).toBe(status);
  });

  test('is for admins', async () => {
    const world = apmWorld({ scopes: 'read' });
    expect((await control(world, { enabled: false })).status).toBe(403);
    expect(world.state.control).toEqual(usualControl);
  });
});
