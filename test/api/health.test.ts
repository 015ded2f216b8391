import { describe, expect, test } from 'vitest';
import type { Health } from '../../functions/api/health/health.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { wellHealth } from './well-health.ts';

const now = Date.UTC(2026, 10, 21, 12);
const timestamp = '2026-11-21T12:00:00.000Z';
const ask = (path: string, health: Partial<Health> = {}) =>
  askApi(apiDeps({ health: { ...wellHealth(now), ...health } }), path, { token: null });
const refusal = { why: 'bad-signature', hint: 'set the auth token of AC123', url: 'https://hooks.example.com/secret' };

describe('GET /health, to anybody', () => {
  test('says of each part how it is', async () => {
    const { status, body } = await ask('/health');
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'healthy',
      timestamp,
      version: '0.0.0',
      components: {
        tables: { status: 'up' },
        evaluation: { status: 'up' },
        counting: { status: 'up' },
        webhooks: { status: 'up' },
        deadLetters: { status: 'up' },
      },
    });
  });

  test.each<[string, Partial<Health>, string, string, number]>([
    ['no rule was judged for ten minutes', { lastTick: async () => now - 10 * minute }, 'evaluation', 'down', 503],
    ['no rule was judged for five minutes', { lastTick: async () => now - 5 * minute }, 'evaluation', 'degraded', 200],
    ['no rule was ever judged', { lastTick: async () => undefined }, 'evaluation', 'degraded', 200],
    ['counting is an hour behind', { countLag: async () => hour }, 'counting', 'down', 503],
    ['counting is five minutes behind', { countLag: async () => 5 * minute }, 'counting', 'degraded', 200],
    ['the tables do not answer', { tables: async () => false }, 'tables', 'down', 503],
    [
      'a step has given something up',
      { queues: async () => [{ step: 'retry', waiting: 0, deadLetters: 1 }] },
      'deadLetters',
      'degraded',
      200,
    ],
    [
      'a provider was refused after it was last taken',
      {
        providers: async () => [
          { provider: 'telnyx', lastWebhookAt: now },
          { provider: 'twilio', lastWebhookAt: now - minute, lastRefusal: { at: now - second, ...refusal } },
        ],
      },
      'webhooks',
      'degraded',
      200,
    ],
  ])('%s', async (_, health, component, is, status) => {
    const answer = await ask('/health', health);
    expect(answer.body.components[component]).toEqual({ status: is });
    expect(answer.body.status).toBe(status === 503 ? 'unhealthy' : 'degraded');
    expect(answer.status).toBe(status);
  });

  test.each<[string, Partial<Health>, string]>([
    ['no provider has called yet', { providers: async () => [] }, 'webhooks'],
    ['queues cannot be asked', { queues: async () => undefined }, 'deadLetters'],
    ['queues fail', { queues: () => Promise.reject(new Error('denied')) }, 'deadLetters'],
  ])('is no worse because %s', async (_, health, component) => {
    const { status, body } = await ask('/health', health);
    expect([status, body.status, body.components[component].status]).toEqual([200, 'healthy', 'unknown']);
  });

  test('forgives a refusal before a webhook that was taken', async () => {
    const providers = async () => [
      { provider: 'twilio', lastWebhookAt: now, lastRefusal: { at: now - second, ...refusal } },
    ];
    expect((await ask('/health', { providers })).body.components.webhooks.status).toBe('up');
  });

  test('names no tenant, no provider, no URL and no reason', async () => {
    const providers = async () => [{ provider: 'twilio', lastRefusal: { at: now, ...refusal } }];
    const { text } = await ask('/health', { providers });
    expect(text).not.toMatch(/main|twilio|hooks\.|secret|AC123|signature/);
  });
});

describe('the probes', () => {
  test('/health/live is always the same', async () => {
    const { status, text } = await askApi(apiDeps(), '/health/live', { token: null });
    expect([status, text]).toEqual([200, '{"status":"alive"}']);
  });

  test.each([
    [true, true, 200, 'ready'],
    [false, true, 503, 'not ready'],
    [true, false, 503, 'not ready'],
  ])('/health/ready with tables %s and secrets %s is %i', async (tables, secrets, status, word) => {
    const answer = await ask('/health/ready', { tables: async () => tables, secrets: async () => secrets });
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ status: word, timestamp, checks: { tables, secrets } });
  });

  test('/api/v1/health is exactly what the documents promise', async () => {
    const { status, body } = await askApi(apiDeps(), '/api/v1/health', { token: null });
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, message: 'API is running', timestamp });
  });
});
