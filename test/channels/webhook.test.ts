import { randomBytes, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpRequest, Notice } from '../../functions/channels/channel.ts';
import { signatureHeaders } from '../../functions/channels/webhook/sign.ts';
import { webhook } from '../../functions/channels/webhook/webhook.ts';
import { verify } from '../../functions/providers/app/verify.ts';
import { outageStart } from '../support/alerts.ts';
import { anyNotice } from '../support/any-notice.ts';
import { goldenNotices } from '../support/golden-notices.ts';
import { firingNotice, toolsWith } from '../support/notices.ts';

const newKey = () => `whsec_${randomBytes(32).toString('base64')}`;
const url = 'https://hooks.example/wirewatch';
const runs = Math.min(100, Number(process.env.PROPERTY_RUNS ?? 100));

async function delivered(lines: string[], { notice = firingNotice(), settings = {}, status = 200 } = {}) {
  const posted: HttpRequest[] = [];
  const post = async (request: HttpRequest) => {
    posted.push(request);
    return { kind: 'answered' as const, status, headers: {}, body: lines.join(' ') };
  };
  const tools = toolsWith({ secrets: async () => lines, post });
  const delivery = await webhook.deliver(notice, webhook.settings.parse({ kind: 'webhook', ...settings }), tools);
  return { delivery, posted, body: posted[0]?.body ?? '', headers: posted[0]?.headers ?? {} };
}

/** A receiver that was written without any of our code: Web Crypto, and the text of the specification. */
async function isAuthentic(secret: string, { headers, body }: Pick<HttpRequest, 'headers' | 'body'>): Promise<boolean> {
  const bytes = Uint8Array.from(atob(secret.slice('whsec_'.length)), (character) => character.charCodeAt(0));
  const key = await webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const signed = new TextEncoder().encode(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  for (const signature of (headers['webhook-signature'] ?? '').split(' ')) {
    const digest = Uint8Array.from(atob(signature.slice('v1,'.length)), (character) => character.charCodeAt(0));
    if (signature.startsWith('v1,') && (await webcrypto.subtle.verify('HMAC', key, digest, signed))) return true;
  }
  return false;
}

test.each(goldenNotices)('a webhook is sent test/channels/golden/webhook-%s.json', async (name, notice) => {
  const { body } = await delivered([newKey()], { notice, settings: { url } });
  await expect(JSON.stringify(JSON.parse(body), null, 2)).toMatchFileSnapshot(`golden/webhook-${name}.json`);
});

describe('a webhook', () => {
  test('is signed as the reference vector of Standard Webhooks', () => {
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    const body = '{"test": 2432232314}';
    expect(signatureHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', body, [key], 1_614_265_330_000)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('passes at an independent receiver, and not with another key, body, id or time', async () => {
    const secret = newKey();
    const { headers, body } = await delivered([secret], { settings: { url } });
    expect(await isAuthentic(secret, { headers, body })).toBe(true);
    expect(await isAuthentic(newKey(), { headers, body })).toBe(false);
    expect(await isAuthentic(secret, { headers, body: body.replace('61', '62') })).toBe(false);
    expect(await isAuthentic(secret, { headers: { ...headers, 'webhook-id': 'another' }, body })).toBe(false);
    expect(await isAuthentic(secret, { headers: { ...headers, 'webhook-timestamp': '1' }, body })).toBe(false);
  });

  test("passes where the team's own reports are verified", async () => {
    const secret = newKey();
    const { headers, body } = await delivered([secret], { settings: { url } });
    const request = { method: 'POST', urls: [url], headers, body: Buffer.from(body) };
    expect(await verify(request, [secret], outageStart)).toMatchObject({ kind: 'authentic' });
  });

  test('passes at the receiver in docs/channels.md, while it is fresh', async () => {
    const code = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/channels.md', 'utf8'))?.[1] ?? '';
    const { isFromWirewatch } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const [old, fresh] = [newKey(), newKey()];
    const { headers, body } = await delivered([fresh, old], { settings: { url } });
    for (const secret of [old, fresh]) expect(isFromWirewatch(headers, body, secret, outageStart)).toBe(true);
    expect(isFromWirewatch(headers, body, newKey(), outageStart)).toBe(false);
    expect(isFromWirewatch(headers, `${body} `, old, outageStart)).toBe(false);
    expect(isFromWirewatch(headers, body, old, outageStart + 301_000)).toBe(false);
    expect(isFromWirewatch({}, body, old, outageStart)).toBe(false);
  });

  test('carries a signature for each key, so that a new one can stand beside the old one', async () => {
    const [old, fresh] = [newKey(), newKey()];
    const { headers, body } = await delivered([fresh, old], { settings: { url } });
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [old, fresh]) expect(await isAuthentic(secret, { headers, body })).toBe(true);
  });

  test('has an id that is the same for every attempt, and of this stage, group and notice alone', async () => {
    const ids = async (changes: Partial<Notice>) => {
      const { headers } = await delivered([newKey()], { notice: { ...firingNotice(), ...changes }, settings: { url } });
      return headers['webhook-id'];
    };
    expect(await ids({})).toBe('wirewatch-prod-0c1d2e3f4a5b-1');
    expect(await ids({ text: { ...firingNotice().text, facts: ['13 min'] } })).toBe(await ids({}));
    expect(await ids({ id: '0c1d2e3f4a5b-2' })).not.toBe(await ids({}));
  });

  test('goes to the address in its secret where the settings have none, and never tells it', async () => {
    const secretUrl = 'https://hooks.example/in/a-token';
    const { posted, delivery } = await delivered([newKey(), secretUrl], { status: 404 });
    expect(posted.map((request) => request.url)).toEqual([secretUrl]);
    expect(delivery).toEqual({ kind: 'refused', why: '404 *** ***' });
  });

  test.each([
    [
      'no secret',
      [],
      'unconfigured',
      'its secret has no key to sign with: whsec_ and at least 24 random bytes in base64',
    ],
    ['no address', [newKey()], 'unconfigured', 'it has no url, neither in the settings nor as a line of its secret'],
    [
      'an address without TLS',
      [newKey(), 'http://hooks.example/in'],
      'refused',
      expect.stringContaining('a line of its secret is neither'),
    ],
    [
      'a key that is too short',
      ['whsec_c2hvcnQ='],
      'refused',
      expect.stringContaining('a line of its secret is neither'),
    ],
  ])('with %s is not sent, and says what to do', async (_, lines, kind, why) => {
    const { delivery, posted } = await delivered(lines);
    expect(delivery).toEqual({ kind, why });
    expect(posted).toEqual([]);
  });
});

test('whatever names and texts hold, what is sent is JSON of whole characters, and it is signed as sent', async () => {
  const secret = newKey();
  const property = fc.asyncProperty(anyNotice, async (notice) => {
    const { body, headers } = await delivered([secret], { notice, settings: { url } });
    expect(body.isWellFormed()).toBe(true);
    expect(JSON.parse(body)).toMatchObject({ version: 1, kind: notice.kind, severity: notice.severity });
    expect(await isAuthentic(secret, { headers, body })).toBe(true);
  });
  await fc.assert(property, { numRuns: runs });
}, 60_000);
