import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../functions/core/webhook.ts';
import { meta } from '../../functions/providers/meta/meta.ts';

const secret = 'an app secret';
const url = 'https://hooks.example.com/webhooks/meta';

function signed(body: Buffer, key = secret): WebhookRequest {
  const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  return { method: 'POST', urls: [url], headers: { 'x-hub-signature-256': signature }, body };
}

describe('the signature', () => {
  const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
  const verify = (request: WebhookRequest, secrets = [secret]) => meta.verify(request, secrets, 0);

  test('T18: covers the bytes as Meta escaped them, so JSON that was written again is refused', async () => {
    const escaped = String.raw`{"object":"whatsapp_business_account","entry":[],"note":"Caf\u00e9 \ud83d\ude42 50\/50"}`;
    const request = signed(Buffer.from(escaped));
    expect(await verify(request)).toEqual({ kind: 'authentic', url });
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(escaped)));
    expect(await verify({ ...request, body: rewritten })).toMatchObject({ kind: 'refused', why: 'bad-signature' });
  });

  test('covers bytes that are no text', async () => {
    const request = signed(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    expect(await verify(request)).toMatchObject({ kind: 'authentic' });
    expect(meta.parse(request, url)).toMatchObject({ kind: 'malformed' });
  });

  test('during a rotation either app secret is taken, and no third', async () => {
    for (const key of ['old', 'new']) {
      expect(await verify(signed(body, key), ['old', 'verify=x', 'new'])).toMatchObject({ kind: 'authentic' });
    }
    expect(await verify(signed(body, 'third'), ['old', 'new'])).toMatchObject({ why: 'bad-signature' });
  });

  test('a verify token signs nothing, with or without its prefix', async () => {
    for (const key of ['verify=token', 'token', '']) {
      expect(await verify(signed(body, key), ['verify=token', secret])).toMatchObject({ why: 'bad-signature' });
      expect(await verify(signed(body, key), ['verify=token', ''])).toMatchObject({ why: 'no-secret' });
    }
  });

  test.each([
    ['of another length', 'sha256=abcd'],
    ['without its name', 'a'.repeat(64)],
    ['by another algorithm', `sha1=${'a'.repeat(40)}`],
    ['of no hex digits', `sha256=${'z'.repeat(64)}`],
    ['said twice', `sha256=${'a'.repeat(64)},sha256=${'a'.repeat(64)}`],
  ])('%s is refused and never thrown over', async (_, header) => {
    const request = { ...signed(body), headers: { 'x-hub-signature-256': header } };
    expect(await verify(request)).toMatchObject({ kind: 'refused', why: 'bad-signature' });
  });

  test('of a GET is no matter: only the handshake comes by GET', async () => {
    expect(await verify({ ...signed(body), method: 'GET' })).toMatchObject({ kind: 'refused' });
  });
});

describe('the handshake', () => {
  const ask = (query: string, secrets = [secret, 'verify=token'], method = 'GET') =>
    meta.handshake?.({ method, urls: [`${url}?${query}`], headers: {}, body: Buffer.alloc(0) }, secrets);
  const right = 'hub.mode=subscribe&hub.verify_token=token&hub.challenge=';

  test.each([
    ['a number that JSON would change', '00123', '00123'],
    ['more digits than a number has', '12345678901234567890', '12345678901234567890'],
    ['a text with markup', '%3Cb%3Ea+b%3C/b%3E', '<b>a b</b>'],
  ])('repeats %s as plain text', (_, challenge, body) => {
    expect(ask(right + challenge)).toEqual({ status: 200, body, contentType: 'text/plain' });
  });

  test('takes any of the verify tokens, for rotation', () => {
    expect(ask(`${right}1`, ['verify=other', 'verify=token'])).toMatchObject({ status: 200 });
  });

  test.each([
    ['a wrong token', 'hub.mode=subscribe&hub.verify_token=tokem&hub.challenge=1'],
    ['no token', 'hub.mode=subscribe&hub.challenge=1'],
    ['an empty token', 'hub.mode=subscribe&hub.verify_token=&hub.challenge=1'],
    ['an app secret as its token', `hub.mode=subscribe&hub.verify_token=${encodeURIComponent(secret)}&hub.challenge=1`],
    ['no challenge', 'hub.mode=subscribe&hub.verify_token=token'],
  ])('refuses %s', (_, query) => {
    expect(ask(query)).toMatchObject({ status: 403 });
  });

  test('says what to set while there is no verify token; an empty one is none', () => {
    for (const lines of [[], [secret], ['verify=']]) {
      const answer = ask('hub.mode=subscribe&hub.verify_token=&hub.challenge=1', lines);
      expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('verify=') });
    }
  });

  test('leaves everything else to the signature', () => {
    expect(ask('hub.mode=unsubscribe&hub.verify_token=token&hub.challenge=1')).toBeUndefined();
    expect(ask('')).toBeUndefined();
    expect(ask(`${right}1`, ['verify=token'], 'POST')).toBeUndefined();
  });
});
