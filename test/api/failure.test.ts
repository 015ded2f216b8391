import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { ApiDeps } from '../../functions/api/api-deps.ts';
import { createApp } from '../../functions/api/app.ts';
import { endpoint } from '../../functions/api/endpoint.ts';
import { apiDeps } from '../support/api-world.ts';

const facts = { method: 'GET', path: '/v1/thing', scope: 'open', tag: 'Test', summary: 'Test' } as const;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How it is answered when what it is read from does that. */
async function askOver(reads: () => Promise<never>, performance: Partial<ApiDeps['performance']> = {}) {
  const app = createApp(apiDeps({ log: silent, performance }), [endpoint({ ...facts, answer: z.never() }, reads)]);
  const response = await app.request('/v1/thing');
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
}

afterEach(() => vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);

function failing(name: string, more: object) {
  return () => Promise.reject(Object.assign(new Error('secret.ts:12'), { name }, more));
}

test.each([
  ['is throttled', failing('ProvisionedThroughputExceededException', { $metadata: { httpStatusCode: 400 } })],
  ['is out of order', failing('Oops', { $metadata: { httpStatusCode: 500 } })],
  ['does not answer', failing('TimeoutError', {})],
  ['cannot be reached', failing('Error', { code: 'ECONNREFUSED' })],
])('what may pass says when to ask again: the table %s', async (_, reads) => {
  const { status, retryAfter, text } = await askOver(reads);
  expect([status, retryAfter]).toEqual([503, '5']);
  expect(JSON.parse(text).detail).toContain('ask again');
  expect(text).not.toContain('secret.ts');
});

test.each([
  ['is not ours', failing('AccessDeniedException', { $metadata: { httpStatusCode: 400 } })],
  ['holds what cannot be read', failing('TypeError', {})],
])('what will not pass says so, and no more: the table %s', async (_, reads) => {
  const { status, retryAfter, text } = await askOver(reads);
  expect([status, retryAfter]).toEqual([500, null]);
  expect(text).not.toContain('secret.ts');
});

test('no request hangs until the function is ended', async () => {
  vi.useFakeTimers();
  const answer = askOver(never);
  await vi.advanceTimersByTimeAsync(25_000);
  const { status, retryAfter, text } = await answer;
  expect([status, retryAfter]).toEqual([503, '5']);
  expect(text).toContain('ask for less');
});

test('no answer waits long for being recorded', async () => {
  const started = Date.now();
  const { status } = await askOver(failing('TypeError', {}), { control: never });
  expect(status).toBe(500);
  expect(Date.now() - started).toBeLessThan(5000);
});
