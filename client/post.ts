import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Post } from './outbox.ts';

type Target = { url: string | undefined; secret: string | undefined; timeoutMs: number };

const pauseMs = 250;

/** Posts batches, signed as Standard Webhooks has it: https://www.standardwebhooks.com. It never throws. */
export function createPost({ url, secret, timeoutMs }: Target): Post {
  const key = keyOf(secret);
  if (url === undefined || !URL.canParse(url)) return async () => 'the reporter has no url to report to';
  if (key === undefined) return async () => 'the secret is not whsec_ and base64';
  return async (events) => {
    const body = `{"events":[${events.join(',')}]}`;
    // The same id twice says that it is the same batch.
    const send = { url, key, timeoutMs, body, id: `msg_${randomUUID()}` };
    const first = await attempt(send);
    if (first === 'taken') return undefined;
    if (!first.again) return first.why;
    await pause(pauseMs);
    const second = await attempt(send);
    return second === 'taken' ? undefined : second.why;
  };
}

type Send = { url: string; key: Buffer; timeoutMs: number; body: string; id: string };

async function attempt({ url, key, timeoutMs, body, id }: Send): Promise<'taken' | { why: string; again: boolean }> {
  try {
    const headers = { 'content-type': 'application/json', ...signed(key, id, body) };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    await response.body?.cancel();
    if (response.ok) return 'taken';
    return { why: `it was answered with ${response.status}`, again: response.status === 429 || response.status >= 500 };
  } catch (error) {
    return { why: reasonOf(error), again: true };
  }
}

function signed(key: Buffer, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

function keyOf(secret: string | undefined): Buffer | undefined {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret?.trim() ?? '')?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

/** `fetch` says only that it failed; why is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
