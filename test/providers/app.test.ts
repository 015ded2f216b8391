import { describe, expect, test } from 'vitest';
import { providers } from '../../functions/providers/index.ts';
import { now, setUp } from '../support/ingest.ts';
import { twilioToken } from '../support/signing.ts';
import { appRequest, appSecret } from './app-request.ts';

const { app } = providers;
const secret: Parameters<typeof setUp>[0] = {
  secret: async (_, provider) => ({ kind: 'known', lines: [provider === 'app' ? appSecret : twilioToken] }),
};
const sent = { type: 'message', status: 'sent', provider: 'twilio', messageId: 'SM1', at: now };
const call = { type: 'api-call', id: 'c-1', target: 'telnyx', outcome: 'ok' };
const gauge = { type: 'gauge', name: 'outbound-queue', value: 7 };
const nameForm = (field: string) => `${field}: no name: up to 32 of a-z, 0-9 and -, one a letter`;
const generation = { type: 'generation', id: 'g-1', at: now, via: 'llm' };

function parsed(...events: unknown[]) {
  return app.parse({ ...appRequest([], now), body: Buffer.from(JSON.stringify({ events })) }, '');
}

describe('the reference vector of Standard Webhooks', () => {
  const at = 1614265330;
  const request = {
    method: 'POST',
    urls: ['https://hooks.example.com/webhooks/app'],
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': String(at),
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    body: Buffer.from('{"test": 2432232314}'),
  };
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];

  test('is authentic', async () => {
    expect(await app.verify(request, secrets, at * 1000)).toMatchObject({ kind: 'authentic' });
  });

  test.each([
    ['its id', { 'webhook-id': 'msg_another' }, 'bad-signature'],
    ['its time by a second', { 'webhook-timestamp': String(at + 1) }, 'bad-signature'],
    ['the form of its time', { 'webhook-timestamp': `${at}.0` }, 'bad-signature'],
    [
      'the version of its signature',
      { 'webhook-signature': 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' },
      'bad-signature',
    ],
    ['its signature for half of it', { 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt' }, 'bad-signature'],
    ['its signature for nothing', { 'webhook-signature': 'v1,' }, 'bad-signature'],
    ['its id for nothing', { 'webhook-id': '' }, 'no-signature'],
  ])('is refused with %s changed', async (_, changed, why) => {
    const headers = { ...request.headers, ...changed };
    expect(await app.verify({ ...request, headers }, secrets, at * 1000)).toMatchObject({ kind: 'refused', why });
  });
});

describe('an event that cannot be read is named with its field, without what was in it', () => {
  test.each<[string, unknown]>([
    ['status: no status of a message', { ...sent, status: 'expired' }],
    ['status: no status of a message', { ...sent, status: undefined }],
    ['messageId: no id of 1 to 200 characters without spaces and #', { ...sent, messageId: 'SM 1' }],
    ['provider: no such provider', { ...sent, provider: 'constructor' }],
    ['to: no number such as +14155550123', { ...sent, to: '415-555-0123' }],
    [
      'at: neither epoch milliseconds nor an ISO 8601 time with its zone, since 2015',
      { ...sent, at: '2025-06-02 14:05' },
    ],
    ['at: neither epoch milliseconds nor an ISO 8601 time with its zone, since 2015', { ...sent, at: 1_763_700_000 }],
    ['segments: no whole number from 1 to 100', { ...sent, segments: 0 }],
    ['campaign: no text of at most 200 characters', { ...sent, campaign: { id: 7 } }],
    ['channel: none of sms, mms, whatsapp, rcs, messenger, other', { ...sent, channel: 'mail' }],
    ['via: neither llm nor template', { ...generation, via: 'hand' }],
    ['id: no id of 1 to 200 characters without spaces and #', { ...generation, id: undefined }],
    ['ms: no milliseconds of a day at most', { ...generation, ms: -1 }],
    ['costMicros: no whole number from 0 to 1000000000', { ...generation, costMicros: 0.5 }],
    ['reason: neither quiet-hours nor daily-limit', { type: 'skip', id: 's', reason: 'rain' }],
    [nameForm('target'), { ...call, target: '' }],
    [nameForm('target'), { ...call, target: '+14155550123' }],
    [nameForm('target'), { ...call, target: '14155550123' }],
    [nameForm('target'), { ...call, target: 'a'.repeat(33) }],
    ['outcome: none of ok, client-error, server-error, timeout', { ...call, outcome: 200 }],
    ['ms: no milliseconds of a day at most', { ...call, ms: 86_400_001 }],
    ['id: no id of 1 to 200 characters without spaces and #', { ...call, id: undefined }],
    ['regulation: neither tcpa nor 10dlc', { type: 'violation', id: 'v', reason: 'consent' }],
    [
      'reason: none of consent, quiet-hours, rate-limit, content, registration, other',
      { type: 'violation', id: 'v', regulation: 'tcpa', reason: 'rain' },
    ],
    ['outcome: neither succeeded nor failed', { type: 'retry', id: 'r', outcome: 'ok' }],
    [nameForm('name'), { type: 'count', id: 'n', name: 'Conversions' }],
    ['amount: no whole number from 1 to 1000000', { type: 'count', id: 'n', name: 'conversions', amount: -1 }],
    [nameForm('name'), { ...gauge, name: 'a b' }],
    ['value: no number from -1e15 to 1e15', { ...gauge, value: null }],
    ['value: no number from -1e15 to 1e15', { ...gauge, value: 1.1e15 }],
    ['value: no number from -1e15 to 1e15', { ...gauge, value: '7' }],
    ['at: neither epoch milliseconds nor an ISO 8601 time with its zone, since 2015', { ...gauge, at: 1_763_700_000 }],
    ['count: no whole number from 1 to 10000', { type: 'skip', id: 's', reason: 'quiet-hours', count: 10_001 }],
  ])('%s', (says, event) => {
    const whole = parsed(generation, event);
    expect(whole).toMatchObject({ kind: 'parsed', incomplete: true, ignored: [`unreadable events[1] ${says}`] });
    expect(whole).toMatchObject({ events: [{ id: 'g-1' }] });
    expect(parsed(event)).toEqual({ kind: 'malformed', why: `unreadable events[0] ${says}` });
  });

  test('the first thousand events of a request are taken', () => {
    const whole = parsed(...Array.from({ length: 1001 }, (_, index) => ({ ...sent, messageId: `SM${index}` })));
    if (whole.kind !== 'parsed') throw new Error(whole.why);
    expect(whole.events.length).toBe(1000);
    expect(whole).toMatchObject({ incomplete: true, ignored: ['unreadable events after the first 1000'] });
  });
});

test('an application may tell of the messages of every provider, and of its own', () => {
  for (const provider of Object.keys(providers)) {
    expect(parsed({ ...sent, provider })).toMatchObject({ events: [{ provider, id: 'SM1' }] });
  }
});

test('null is the same as absent', () => {
  expect(parsed({ ...sent, to: null, campaign: null, at: null })).toMatchObject({
    kind: 'parsed',
    events: [{ id: 'SM1' }],
  });
});

test('a report belongs to the tenant whose secret signed it, whatever accounts that tenant has', async () => {
  const { send, entries, quarantined } = setUp(secret);
  expect(await send(appRequest([sent], now), 'app', 'acme')).toEqual({ status: 200 });
  expect([...entries.keys()]).toEqual(['acme#twilio#message#SM1']);
  expect(quarantined).toEqual([]);
});

test('numbers are hashed and masked, and texts are not kept', async () => {
  const { send, entries } = setUp(secret);
  const report = { ...sent, to: 'whatsapp:+14155550123', from: '+14155550100', text: 'Your code is 123456' };
  await send(appRequest([report], now), 'app');
  const kept = JSON.stringify([...entries.values()]);
  expect(kept).toContain('+1415•••0123');
  expect(kept).not.toMatch(/5550123|5550100|123456/);
});

test('what can be read is recorded, and the whole is kept for inspection', async () => {
  const { send, entries, quarantined } = setUp(secret);
  await send(appRequest([sent, { type: 'message' }, generation], now), 'app');
  expect([...entries.keys()]).toEqual(['main#twilio#message#SM1', 'main#app#activity#g-1']);
  expect(quarantined).toEqual(['only in part: unreadable events[1] status: no status of a message']);
});
