import { describe, expect, test } from 'vitest';
import type { ApiDeps } from '../../functions/api/api-deps.ts';
import type { OperationSum } from '../../functions/core/performance.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { type Counted, fakeHistory } from '../query/fake-history.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { wellHealth } from './well-health.ts';

/** Noon of the UTC day, by the wall clock too. */
const now = Date.UTC(2026, 10, 21, 12);
const timestamp = '2026-11-21T12:00:00.000Z';

type Given = {
  operations?: OperationSum[];
  metric?: ApiDeps['sources']['metric'];
  health?: Partial<ApiDeps['health']>;
};

function ask(path: string, counted: Counted[], { operations = [], metric = async () => [], health }: Given = {}) {
  const { deps: history } = fakeHistory(counted, 'America/New_York', now);
  const consentNumbers = async () => ({ 'opted-in': 940, 'opted-out': 60 });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = apiDeps({
    history: { ...history, consentNumbers },
    health: { ...wellHealth(now), ...health },
    performance: { operations: async () => operations },
    sources: { metric },
    log,
  });
  return askApi(deps, path);
}

describe('GET /api/v1/stats', () => {
  const calls = {
    'o.call.started': 12,
    'o.call.answered': 8,
    'o.call.completed': 7,
    'o.call.busy': 2,
    'o.call.failed': 1,
    'o.call.durationMs': 1_200_000,
    'o.call.by.human': 6,
    'o.call.by.machine': 2,
  };

  test('tells the calls of 24 hours and what waits in queues', async () => {
    const counted = [
      { at: now - hour, measures: calls },
      { at: now - 30 * hour, measures: calls },
    ];
    const { status, body, headers } = await ask('/api/v1/stats', counted);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, max-age=30']);
    expect(body).toEqual({
      success: true,
      timestamp,
      window_hours: 24,
      calls: {
        total: 12,
        inbound: null,
        outbound: null,
        answered: 8,
        by_ending: { completed: 7, busy: 2, 'no-answer': 0, failed: 1, canceled: 0 },
        active: 2,
        success_rate_percent: 70,
        average_duration_ms: 150_000,
      },
      voicemail: { detected: 2, rate_percent: 25 },
      queue: [{ step: 'retry', waiting: 2, dead_letters: 0 }],
      connection_pool: null,
      reasons: {
        'calls.inbound': 'calls are not counted by direction',
        'calls.outbound': 'calls are not counted by direction',
        connection_pool: 'DynamoDB has no connections to pool',
      },
    });
  });

  test('has no rate of nothing, and says why a number is missing', async () => {
    const { body } = await ask('/api/v1/stats', [], { health: { queues: async () => undefined } });
    expect(body.calls).toMatchObject({ success_rate_percent: null, average_duration_ms: null });
    expect(body).toMatchObject({ queue: null, reasons: { queue: 'the queues cannot be asked' } });
  });
});

describe('GET /api/v1/monitoring/dashboard', () => {
  const messages = { 'o.started': 1000, 'o.sent': 1000, 'o.delivered': 950, 'o.failed': 40 };
  const counted: Counted[] = [
    { at: now - hour, measures: messages },
    ...['spring', 'otp'].map(
      (value) => ({ at: now - hour, measures: messages, dimension: 'campaign', value }) as const,
    ),
    { at: now - 40 * hour, measures: messages, dimension: 'campaign', value: 'winter' },
  ];
  const operations: OperationSum[] = [
    { operation: 'GET /v1/top', count: 300, errors: 3, totalMs: 45_000, buckets: { 500: 300 } },
    { operation: 'GET /health', count: 60, errors: 0, totalMs: 600, buckets: { 100: 60 } },
  ];

  test('has the documents’ keys, with null and a reason for what there is not', async () => {
    const asked: unknown[] = [];
    const metric: ApiDeps['sources']['metric'] = async (query, span) => {
      asked.push([query.name, query.dimensions, query.statistic, span]);
      return [{ at: span.from, value: 84.6 }];
    };
    const { status, body, headers } = await ask('/api/v1/monitoring/dashboard', counted, { operations, metric });
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, max-age=30']);
    expect(body).toEqual({
      success: true,
      timestamp,
      system_health: {
        active_campaigns: 2,
        total_users: 1000,
        opted_in_users: 940,
        opted_out_users: 60,
        system_uptime_hours: null,
        database_connections: null,
        redis_memory_usage_mb: null,
      },
      performance_metrics: {
        average_response_time_ms: 127,
        requests_per_minute: 0.5,
        error_rate_percent: 0.83,
        webhook_processing_time_ms: 85,
      },
      kpis: {
        active_campaigns: 2,
        total_users: 1000,
        opt_in_rate_percent: 94,
        message_volume_24h: 1000,
        delivery_rate_percent: 95.96,
        uptime_percent: null,
      },
      reasons: {
        system_uptime_hours: expect.any(String),
        uptime_percent: expect.any(String),
        database_connections: expect.any(String),
        redis_memory_usage_mb: expect.any(String),
      },
    });
    const span = { from: now - 60 * minute, to: now };
    expect(asked).toEqual([['Duration', { FunctionName: 'wirewatch-test-ingest' }, 'Average', span]]);
  });

  test.each<[string, ApiDeps['sources']['metric']]>([
    ['does not know', async () => []],
    ['does not answer', () => Promise.reject(new Error('denied'))],
  ])('answers without CloudWatch too: it %s', async (_, metric) => {
    const { status, body } = await ask('/api/v1/monitoring/dashboard', [], { metric });
    expect(status).toBe(200);
    expect(body.performance_metrics).toEqual({
      average_response_time_ms: null,
      requests_per_minute: 0,
      error_rate_percent: null,
      webhook_processing_time_ms: null,
    });
    expect(body.reasons.webhook_processing_time_ms).toMatch(/CloudWatch/);
  });
});
