import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../functions/core/webhook.ts';
import { evolution } from '../../functions/providers/evolution/evolution.ts';

const now = Date.UTC(2025, 5, 2, 14, 5);
const issued = now / 1000;
const url = 'https://hooks.example.com/webhooks/evolution';

const requestOf = (headers: Record<string, string>, body: unknown = {}): WebhookRequest => ({
  method: 'POST',
  urls: [url],
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

/** A token as the gateway makes it. */
function token(key: string, claims: Record<string, unknown> = {}, alg = 'HS256'): Promise<string> {
  const all = { iat: issued, exp: issued + 600, app: 'evolution', action: 'webhook', ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, typ: 'JWT' }).sign(new TextEncoder().encode(key.padEnd(1)));
}

describe('a token', () => {
  const verify = async (key: string, secrets: string[], claims?: Record<string, unknown>, at = now) =>
    evolution.verify(requestOf({ authorization: `Bearer ${await token(key, claims)}` }), secrets, at);

  test('is taken with any of the keys, for rotation', async () => {
    for (const key of ['old', 'new']) {
      expect(await verify(key, ['jwt=old', 'jwt=new'])).toEqual({ kind: 'authentic', url });
    }
    expect(await verify('third', ['jwt=old', 'jwt=new'])).toMatchObject({ kind: 'refused', why: 'bad-signature' });
  });

  test.each([
    ['until it expires', 599, {}, 'authentic'],
    ['not once it has expired', 600, {}, 'stale'],
    ['by a gateway whose clock runs a little ahead', 0, { iat: issued + 240 }, 'authentic'],
    ['not from the far future', 0, { iat: issued + 3600, exp: issued + 4200 }, 'stale'],
    ['not without an end', 0, { exp: undefined }, 'bad-signature'],
    ['not of another application', 0, { app: 'chatwoot' }, 'bad-signature'],
    ['not for something else', 0, { action: undefined }, 'bad-signature'],
    ['not with an end that is no time', 0, { exp: 'never' }, 'bad-signature'],
  ])('is good %s', async (_, secondsLater, claims, verdict) => {
    const result = await verify('key', ['jwt=key'], claims, now + secondsLater * 1000);
    expect(result.kind === 'refused' ? result.why : result.kind).toBe(verdict);
  });

  test('that is expired and signed by another key is only wrong', async () => {
    expect(await verify('other', ['jwt=key'], {}, now + 900_000)).toMatchObject({ why: 'bad-signature' });
  });

  test('by another algorithm is refused', async () => {
    const longKey = 'k'.repeat(64);
    const bearer = `Bearer ${await token(longKey, {}, 'HS512')}`;
    expect(await evolution.verify(requestOf({ authorization: bearer }), [`jwt=${longKey}`], now)).toMatchObject({
      why: 'bad-signature',
    });
  });

  test.each(['Bearer x', 'Bearer a.b.c', 'Bearer ...', `Bearer ${'a.'.repeat(5000)}`])(
    'as in %j is refused and never thrown over',
    async (authorization) => {
      expect(await evolution.verify(requestOf({ authorization }), ['jwt=key'], now)).toMatchObject({ kind: 'refused' });
    },
  );
});

describe('a header that the gateway was given', () => {
  const lines = ['header:X-Api-Key=old', 'header:x-api-key=new=value', 'jwt=key'];
  const verify = (headers: Record<string, string>, secrets = lines) =>
    evolution.verify(requestOf(headers), secrets, now);

  test('is taken with any of its values, for rotation, and beside a token', async () => {
    expect(await verify({ 'x-api-key': 'old' })).toMatchObject({ kind: 'authentic' });
    expect(await verify({ 'x-api-key': 'new=value' })).toMatchObject({ kind: 'authentic' });
    expect(await verify({ authorization: `Bearer ${await token('key')}` })).toMatchObject({ kind: 'authentic' });
  });

  test('may be the authorization itself', async () => {
    const secrets = ['header:Authorization=Basic abc'];
    expect(await verify({ authorization: 'Basic abc' }, secrets)).toMatchObject({ kind: 'authentic' });
    expect(await verify({ authorization: 'Basic abd' }, secrets)).toMatchObject({ why: 'bad-signature' });
  });

  test.each([
    ['another value', { 'x-api-key': 'older' }, 'bad-signature'],
    ['no value', { 'x-api-key': '' }, 'bad-signature'],
    ['nothing', {}, 'no-signature'],
    ['another header', { 'x-key': 'old' }, 'no-signature'],
  ])('is refused with %s', async (_, headers: Record<string, string>, why) => {
    expect(await verify(headers)).toMatchObject({ kind: 'refused', why });
  });
});

test.each([[[]], [['']], [['key']], [['jwt=']], [['header:x=']], [['header:=x']], [['header:x']]])(
  'the lines %j are no secret, and the hint says what is',
  async (secrets) => {
    const request = requestOf({ authorization: `Bearer ${await token(' ')}`, x: '' });
    const hint = expect.stringMatching(/jwt=<key> or header:<name>=<value>/);
    expect(await evolution.verify(request, secrets, now)).toEqual({ kind: 'refused', why: 'no-secret', hint });
  },
);
