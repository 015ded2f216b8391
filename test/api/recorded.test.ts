import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createApp } from '../../functions/api/app.ts';
import { endpoint, ok } from '../../functions/api/endpoint.ts';
import type { PerformanceControl, Performed } from '../../functions/core/performance.ts';
import { usualControl } from '../../functions/core/performance.ts';
import { apiDeps } from '../support/api-world.ts';

const facts = { method: 'GET', scope: 'open', tag: 'Test', summary: 'Test', answer: z.string() } as const;

/** An API of two endpoints, each of which takes 30 milliseconds, with what it records of them. */
function measuredApi(control: Partial<PerformanceControl> = {}, record?: () => Promise<void>) {
  const recorded: Performed[] = [];
  const metrics: unknown[][] = [];
  let wall = 1000;
  const deps = apiDeps({
    access: { wall: () => wall },
    metric: (...told: unknown[]) => void metrics.push(told),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    performance: {
      control: async () => ({ ...usualControl, ...control }),
      record: record ?? (async (performed) => void recorded.push(performed)),
    },
  });
  const app = createApp(deps, [
    endpoint({ ...facts, path: '/v1/things/{id}' }, async () => {
      wall += 30;
      return ok('thing');
    }),
    endpoint({ ...facts, path: '/v1/guarded', scope: 'read' }, async () => ok('thing')),
    endpoint({ ...facts, path: '/v1/broken' }, async () => {
      wall += 30;
      throw new Error('broken');
    }),
  ]);
  return { app, recorded, metrics };
}

describe('every request of the API', () => {
  test('is recorded after its answer, by its path as documented, with its trace', async () => {
    const { app, recorded, metrics } = measuredApi();
    const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
    await app.request('/v1/things/4711', { headers: { 'x-amzn-trace-id': trace } });
    const traceId = '1-5759e988-bd862e3fe1be46a994272793';
    expect(recorded).toEqual([{ operation: 'GET /v1/things/{id}', duration: 30, status: 200, at: 1000, traceId }]);
    expect(metrics).toContainEqual(['ApiLatency', 30, { route: 'v1' }]);
    expect(metrics).toContainEqual(['ApiErrors', 0, { route: 'v1' }]);
  });

  test('is recorded too when it fails on our side', async () => {
    const { app, recorded, metrics } = measuredApi();
    expect((await app.request('/v1/broken')).status).toBe(500);
    expect(recorded).toMatchObject([{ operation: 'GET /v1/broken', duration: 30, status: 500 }]);
    expect(metrics).toContainEqual(['ApiErrors', 1, { route: 'v1' }]);
  });

  test('is answered as ever when it cannot be recorded', async () => {
    const { app } = measuredApi({}, () => Promise.reject(new Error('throttled')));
    expect((await app.request('/v1/things/1')).status).toBe(200);
  });

  test('is not recorded of whoever has no token', async () => {
    const { app, recorded } = measuredApi();
    expect((await app.request('/v1/guarded')).status).toBe(401);
    expect(recorded).toEqual([]);
  });

  test.each([{ enabled: false }, { sampling: 0 }])('is not recorded with %j', async (control) => {
    const { app, recorded } = measuredApi(control);
    await app.request('/v1/things/1');
    expect(recorded).toEqual([]);
  });
});
