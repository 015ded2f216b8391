import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { webhookProviders } from '../../functions/providers/index.ts';
import { loopbackServer, type Received } from '../support/loopback-server.ts';

export const secret = `whsec_${randomBytes(32).toString('base64')}`;

/** A server that answers with these one after the other, the last one again and again. */
export function answering(...statuses: number[]) {
  let next = 0;
  return loopbackServer((response) => end(response, statuses[Math.min(next++, statuses.length - 1)] ?? 200));
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  if (status >= 300 && status < 400) response.setHeader('location', '/elsewhere');
  response.end();
}

/** How Wirewatch itself understands what a reporter sent. @throws if it would refuse it */
export async function understood({ headers, body }: Received) {
  const app = webhookProviders.get('app');
  if (!app) throw new Error('no such provider');
  const text = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const request = { method: 'POST', urls: ['u'], headers: Object.fromEntries(text), body: Buffer.from(body) };
  const verdict = await app.verify(request, [secret], Date.now());
  if (verdict.kind !== 'authentic') throw new Error(`refused: ${verdict.hint}`);
  const parsed = app.parse(request, 'u');
  if (parsed.kind !== 'parsed') throw new Error(`malformed: ${parsed.why}`);
  return parsed;
}

/** How many events each request carried. */
export function sizesOf(received: readonly Received[]): number[] {
  return received.map(({ body }) => JSON.parse(body).events.length);
}
