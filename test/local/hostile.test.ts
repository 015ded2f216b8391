import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newMessage } from '../../local/simulator/message.ts';
import { seededRandom } from '../../local/simulator/random.ts';
import { telnyxWebhook } from '../../local/simulator/telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from '../../local/simulator/twilio-webhook.ts';
import { type RunningProduct, runProduct, settledState } from './support/running-product.ts';
import { newProviderKeys, post } from './support/traffic.ts';

const keys = newProviderKeys();
let product: RunningProduct;

beforeAll(async () => {
  product = await runProduct(['--port', '0'], keys.env);
});

afterAll(() => product.stop());

const message = newMessage(seededRandom(1), 'abad1dea', 1, Date.now());
const delivered = { afterMs: 0, status: 'delivered' } as const;
const twilio = () => twilioWebhook(product.url, keys.twilioAuthToken, message, delivered);
const telnyx = () => telnyxWebhook(product.url, keys.telnyx, message, delivered, Date.now());

/** The status of a request with exactly these bytes. */
function send(path: string, headers: Record<string, string>, body: string | Buffer, method = 'POST'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(`${product.url}${path}`, { method, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.on('error', reject).end(body);
  });
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };
const fakeTwilio = { ...form, 'x-twilio-signature': 'bm8=' };
const fakeTelnyx = {
  ...json,
  'telnyx-signature-ed25519': 'bm8=',
  'telnyx-timestamp': String(Math.floor(Date.now() / 1000)),
};
const invalidUtf8 = Buffer.from([0xff, 0xfe, 0x3d, 0xc3, 0x28, 0x26, 0x80]);
const parameters = Array.from({ length: 10_000 }, (_, index) => `p${index}=${index}`).join('&');

describe.each([
  { provider: 'twilio', signed: fakeTwilio, unsigned: form },
  { provider: 'telnyx', signed: fakeTelnyx, unsigned: json },
])('$provider', ({ provider, signed, unsigned }) => {
  test.each([
    { what: 'no signature', headers: unsigned, body: 'MessageSid=SM1' },
    { what: 'an empty body', headers: signed, body: '' },
    { what: 'a 1 MiB body', headers: signed, body: 'a'.repeat(1024 * 1024) },
    { what: 'invalid UTF-8', headers: signed, body: invalidUtf8 },
    { what: 'JSON where a form is said to be', headers: { ...signed, ...form }, body: '{"data":{}}' },
    { what: 'a form where JSON is said to be', headers: { ...signed, ...json }, body: 'MessageSid=SM1' },
    { what: '10,000 parameters', headers: signed, body: parameters },
    { what: 'deeply nested JSON', headers: signed, body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` },
    { what: 'a prototype in its keys', headers: signed, body: '{"__proto__":{"data":1}}' },
    { what: 'no content type', headers: {}, body: 'x' },
  ])('$what is refused', async ({ headers, body }) => {
    expect([403, 413]).toContain(await send(`/webhooks/${provider}`, headers, body));
  });

  test('a body beyond any limit is refused as too large', async () => {
    expect(await send(`/webhooks/${provider}`, signed, 'a'.repeat(7 * 1024 * 1024))).toBe(413);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS'])('%s is no webhook', async (method) => {
    expect(await send(`/webhooks/${provider}`, signed, '', method)).toBe(405);
  });

  test('GET is refused, as no webhook or for its signature', async () => {
    expect(await send(`/webhooks/${provider}?a=b`, signed, '', 'GET')).toBe(provider === 'twilio' ? 403 : 405);
  });
});

test.each([
  ['/webhooks/nobody', 404],
  ['/webhooks/constructor', 404],
  ['/webhooks/__proto__', 404],
  ['/webhooks/twilio/nobody', 404],
  ['/webhooks/twilio/constructor', 404],
  ['/webhooks/twilio/nobody/status', 404],
  ['/webhooks/twilio/main/status/more', 404],
  ['/webhooks/', 404],
  ['/webhooks/%00', 404],
  ['/webhooks/%ff%fe', 404],
  ['//', 404],
  ['/../../etc/passwd', 404],
])('%s is answered with %i', async (path, status) => {
  expect(await send(path, form, 'a=b')).toBe(status);
});

test.each([
  ['another query', (signed: SignedWebhook) => ({ ...signed, url: signed.url.replace('campaign=', 'campaign=x') })],
  ['another body', (signed: SignedWebhook) => ({ ...signed, body: signed.body.replace('delivered', 'undelivered') })],
  ['one byte more', (signed: SignedWebhook) => ({ ...signed, body: `${signed.body} ` })],
])('a Twilio signature does not fit %s', async (_, change) => {
  expect(await post(change(twilio()))).toBe(403);
});

test('a Telnyx webhook with one byte changed, or ten minutes old, is refused', async () => {
  const signed = telnyx();
  expect(await post({ ...signed, body: signed.body.replace('delivered', 'delivereD') })).toBe(403);
  expect(await post(telnyxWebhook(product.url, keys.telnyx, message, delivered, Date.now() - 600_000))).toBe(403);
});

test('the signature of one provider is worth nothing at another', async () => {
  const { headers, body } = twilio();
  expect(await send('/webhooks/telnyx', headers, body)).toBe(403);
});

test('authentic requests that make no sense are taken, and counted nowhere', async () => {
  const nonsense = telnyxWebhook(product.url, keys.telnyx, { ...message, carrier: '|#\u0000' }, delivered, Date.now());
  expect(await post(nonsense)).toBe(200);
  const before = await settledState(product.url);
  const empty = twilioWebhook(product.url, keys.twilioAuthToken, { ...message, id: 'no id' }, delivered);
  expect(await post(empty)).toBe(204);
  expect((await settledState(product.url)).counts).toEqual(before.counts);
});

test('bytes that are no HTTP do not disturb the server', async () => {
  const { port } = new URL(product.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0000\u0001 not http\r\n\r\n'));
    socket
      .on('close', () => resolve())
      .on('error', () => resolve())
      .resume();
  });
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write('POST /webhooks/twilio HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf');
      socket.destroy();
      resolve();
    });
  });
  expect(await post(twilio())).toBe(204);
});

test('callers by another name see nothing of this machine, and nothing of anybody without a token', async () => {
  const host = 'wirewatch.example.com';
  expect(await send('/local/state.json', { host: '127.0.0.1.example.com' }, '', 'GET')).toBe(403);
  expect(await send('/local/state.json', { host }, '', 'GET')).toBe(403);
  for (const path of ['/v1/summary', '/v1/alerts', '/monitoring/alerts']) {
    expect(await send(path, { host }, '', 'GET'), path).toBe(401);
  }
});

test('after all of it the process lives, and has met no unhandled error', async () => {
  expect(product.isRunning()).toBe(true);
  expect(product.output()).not.toMatch(/Error|ingest:|count:|web server:/);
});
