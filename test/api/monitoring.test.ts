import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Health } from '../../functions/api/health/health.ts';
import { hour, minute } from '../../functions/core/time.ts';
import type { Said } from '../../functions/dispatch/dispatch-deps.ts';
import { actWorld, now } from '../act/act-world.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';
import { startTables } from '../support/tables.ts';
import { wellHealth } from './well-health.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const nothingSaid: Said = { silences: [], handlings: [], overrides: [], logs: [] };
const iso = (at: number) => new Date(at).toISOString();

/** An API on tables in memory, for a tenant of its own. */
function apiWorld(health: Partial<Health> = {}, said = nothingSaid) {
  const world = actWorld(tables);
  const deps = apiDeps({
    config: world.deps.config,
    act: world.deps,
    said: async () => said,
    health: { ...wellHealth(now), ...health },
    now: () => now,
    runbookUrl: 'https://wiki.example.com/runbook',
  });
  return { ...world, api: deps, ask: (path: string, asking = {}) => askApi(deps, path, asking) };
}

describe('GET /v1/status', () => {
  test('says that all is well, in numbers', async () => {
    const { body, status } = await apiWorld().ask('/v1/status');
    expect(status).toBe(200);
    expect(body).toEqual({
      now: iso(now),
      healthy: true,
      problems: [],
      evaluation: { lastTick: iso(now), behindMs: 0, rules: expect.any(Number), shards: 1 },
      countLagMs: 1000,
      providers: [{ provider: 'twilio', lastWebhookAt: iso(now - 1000), lastRecordedAt: iso(now - 1000) }],
      queues: [{ step: 'retry', waiting: 2, deadLetters: 0 }],
      alerts: { firing: 0, untold: 0 },
    });
    expect(body.evaluation.rules).toBeGreaterThan(10);
  });

  test('says in sentences what is wrong and what to do, with the place in the runbook', async () => {
    const refusal = { why: 'bad-signature', hint: 'set the auth token', url: 'https://hooks.example.com/…' };
    const { ask } = apiWorld({
      lastTick: async () => now - 12 * minute,
      countLag: async () => 2 * hour,
      providers: async () => [{ provider: 'twilio', lastRefusal: { at: now - minute, ...refusal } }],
      queues: async () => [{ step: 'notify', waiting: 0, deadLetters: 3 }],
    });
    const { body } = await ask('/v1/status');
    const runbook = 'https://wiki.example.com/runbook';
    expect(body.healthy).toBe(false);
    expect(body.problems).toEqual([
      `Rules were judged last 12 min ago: look whether evaluate runs (${runbook}#no-ticks).`,
      `Counters are 2 h behind the webhooks: look at the log of count (${runbook}#stream-behind).`,
      `The last webhook of twilio was refused 1 min ago (bad-signature): set the auth token (${runbook}#signatures).`,
      `notify has given up 3 messages: look at its dead letters (${runbook}#notify-dead-letters).`,
    ]);
    expect(body.providers[0].lastRefusal).toEqual({ at: iso(now - minute), ...refusal });
  });

  test('tells a team that has just begun what to do next', async () => {
    const { body } = await apiWorld({ providers: async () => [] }).ask('/v1/status');
    expect(body.problems).toEqual([
      'No provider has called yet: enter the webhook URLs, which /v1/about lists, at your providers.',
    ]);
  });

  test('counts what fires, and what of it nobody has heard of', async () => {
    const { ask, fire } = apiWorld({ lastTick: async () => now + hour });
    await fire();
    const { body } = await ask('/v1/status');
    expect(body.alerts).toEqual({ firing: 1, untold: 1 });
    expect(body.problems).toMatchObject([/^One alert fires and nobody has heard of it: .*#alerts-untold\)\.$/]);
  });
});

describe('GET /monitoring/status', () => {
  test('is the same in the words of the documents', async () => {
    const queues = async () => [
      { step: 'spill', waiting: 9, deadLetters: 9 },
      { step: 'retry', waiting: 2, deadLetters: 1 },
      { step: 'notify', waiting: 0, deadLetters: 4 },
    ];
    const { body } = await apiWorld({ queues }).ask('/monitoring/status');
    expect(body).toEqual({
      status: 'degraded',
      timestamp: iso(now),
      last_evaluation: iso(now),
      evaluation_behind_ms: 0,
      rules_loaded: expect.any(Number),
      count_lag_ms: 1000,
      notifier_queue: { waiting: 2, dead_letters: 5 },
      active_alerts: 0,
      problems: expect.any(Array),
    });
  });

  test('says null of what is not known', async () => {
    const unknown = { queues: async () => undefined, lastTick: async () => undefined };
    const { body } = await apiWorld(unknown).ask('/monitoring/status');
    expect(body).toMatchObject({ last_evaluation: null, evaluation_behind_ms: null, notifier_queue: null });
  });
});

describe('GET /monitoring/alerts', () => {
  test('lists what fires, the worst first, with who has it in hand', async () => {
    const { ask, fire, do: act } = apiWorld();
    await fire({ id: 'aa0000000001', severity: 'high', labels: { provider: 'telnyx', carrier: 'Verizon' } });
    const { firedAt = 0 } = await fire();
    await fire({ id: 'aa0000000003', state: 'inactive', levels: {} });
    await act({ do: 'acknowledge', on: { alert: '7f3a9c' }, for: hour });
    const { body } = await ask('/monitoring/alerts');
    expect(body).toMatchObject({ success: true, count: 2 });
    expect(body.alerts[0]).toEqual({
      alert_id: '7f3a9c0b1d2e',
      alert_type: 'delivery-by-carrier',
      severity: 'critical',
      message: 'Delivery on AT&T through Telnyx is 61 % (threshold 90 %, usually 97 %)',
      labels: { provider: 'telnyx', carrier: 'AT&T' },
      metric_value: 736 / 1204,
      triggered_at: iso(firedAt),
      resolved: false,
      resolved_at: null,
      acknowledged_by: 'Anna',
      acknowledged_until: iso(now + hour),
    });
    expect(body.alerts[1]).toMatchObject({ severity: 'high', acknowledged_by: null, acknowledged_until: null });
  });
});

describe('POST /monitoring/alerts/:id/acknowledge', () => {
  const acknowledge = (world: ReturnType<typeof apiWorld>, id: string, body: unknown = {}, token = adminToken) =>
    world.ask(`/monitoring/alerts/${id}/acknowledge`, { method: 'POST', body, token });

  test('takes the alert on until then, with a comment, in the name of the token', async () => {
    const world = apiWorld();
    const { id } = await world.fire();
    const until = iso(now + 2 * hour);
    const { status, body } = await acknowledge(world, id, { comment: 'calling Telnyx', until });
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, message: 'Alert acknowledged', alert_id: id, acknowledged_by: 'test' });
    expect(await world.deps.handling(world.tenant, id)).toMatchObject({
      acknowledged: { by: { name: 'test', via: 'api' }, until: now + 2 * hour },
      comments: [{ text: 'calling Telnyx' }],
    });
    expect((await world.audited()).map(({ did }) => did).toSorted()).toEqual(['acknowledge', 'comment']);
  });

  test.each<[string, string, unknown, number]>([
    ['an alert that is not there', 'ffffffffffff', {}, 404],
    ['a time that is over', '7f3a9c0b1d2e', { until: '2020-01-01' }, 400],
    ['a time in a hundred years', '7f3a9c0b1d2e', { until: '2126-01-01' }, 400],
    ['no time', '7f3a9c0b1d2e', { until: 'tomorrow' }, 400],
    ['an unknown field', '7f3a9c0b1d2e', { untill: '2030-01-01' }, 400],
  ])('refuses %s', async (_, id, body, status) => {
    const world = apiWorld();
    await world.fire();
    expect((await acknowledge(world, id, body)).status).toBe(status);
    expect(await world.audited()).toEqual([]);
  });

  test('refuses a token that may only read', async () => {
    const world = apiWorld();
    const { id } = await world.fire();
    world.api.access.token = async () => testToken(adminToken, { scopes: ['read'] });
    expect((await acknowledge(world, id)).status).toBe(403);
  });
});
