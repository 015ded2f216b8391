import { advance } from '../../functions/core/advance.ts';
import type { MessageEntry } from '../../functions/core/message/entry.ts';
import { journalEvent, start } from '../support/events.ts';
import { loopbackServer } from '../support/loopback-server.ts';

export const account = `AC${'0'.repeat(31)}1`;
export const keySid = `SK${'0'.repeat(31)}2`;
export const id = 'SM00000000000000000000000000000001';

/** A message as Twilio's API answers it. */
export function resource(told: object = {}) {
  return {
    sid: id,
    account_sid: account,
    body: 'Your code is 123456',
    to: '+14155550123',
    from: '+14155550100',
    direction: 'outbound-api',
    status: 'delivered',
    num_segments: '1',
    num_media: '0',
    price: '-0.00750',
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    date_created: 'Mon, 02 Jun 2025 14:05:00 +0000',
    date_sent: 'Mon, 02 Jun 2025 14:05:01 +0000',
    date_updated: 'Mon, 02 Jun 2025 14:06:30 +0000',
    ...told,
  };
}

/** What the journal knows of the message before Twilio is asked: it was delivered a minute after it began. */
export function enrichedEntry(overrides: Partial<MessageEntry> = {}): MessageEntry {
  const step = advance(undefined, journalEvent('delivered', { id, account, at: start + 60_000, startedAt: start }));
  if (step.kind === 'unchanged' || step.entry.kind !== 'message') throw new Error('no message');
  return { ...step.entry, ...overrides };
}

/** Plays Twilio's Messages API on this machine; the last answer stays. */
export async function twilioApi(...answers: { status: number; body?: unknown; headers?: Record<string, string> }[]) {
  const paths: string[] = [];
  const server = await loopbackServer((response, request) => {
    paths.push(request.url ?? '');
    const {
      status,
      body = resource(),
      headers = {},
    } = answers[Math.min(paths.length, answers.length) - 1] ?? { status: 500 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { ...server, url: new URL(server.url).origin, paths };
}
