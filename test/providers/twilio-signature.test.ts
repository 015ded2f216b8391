import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../functions/core/webhook.ts';
import { hmacSha1 } from '../../functions/providers/twilio/hmac-sha1.ts';
import { parseForm } from '../../functions/providers/twilio/parse-form.ts';
import { twilio } from '../../functions/providers/twilio/twilio.ts';
import { twilioRequest, twilioStatus, twilioToken } from '../support/signing.ts';

const base = 'https://hooks.example.com/webhooks/twilio';
const authentic = { kind: 'authentic' };
const refused = { kind: 'refused', why: 'bad-signature' };
const verify = (request: WebhookRequest, secrets: string[] = [twilioToken]) => twilio.verify(request, secrets, 0);

/** Blank, repeated, prototype keys, any script. */
const word = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'To',
    'ToCity',
    'a',
    'A',
    'tag',
    '__proto__',
    'constructor',
    '10',
    '9',
    '%2B',
    '+',
    '&',
    '=',
  ),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);
const pairs = fc.array(fc.tuple(word, word), { maxLength: 30 });

describe('our own check of the exact URL', () => {
  test('finds the signature that Twilio’s library makes, for any parameters, token and query', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.string({ minLength: 1 }), word, async (form, token, value) => {
        fc.pre(token.trim() !== '' && !token.startsWith('AC'));
        const url = `${base}?note=${encodeURIComponent(value)}`;
        const named = form.filter(([name]) => name !== 'AccountSid');
        expect(await verify(twilioRequest(named, { url, token }), [token])).toEqual({ kind: 'authentic', url });
        const longer = twilioRequest([...named, ['more', '1']], { url, token });
        expect(await verify({ ...longer, body: twilioRequest(named).body }, [token])).toMatchObject(refused);
      }),
    );
  });

  test('makes the HMAC that node:crypto makes, for any key and text', () => {
    const key = fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.string({ unit: 'binary', minLength: 1 }));
    fc.assert(
      fc.property(key, fc.string({ unit: 'binary' }), (secret, text) => {
        expect(hmacSha1(secret, text)).toBe(createHmac('sha1', secret).update(text).digest('base64'));
      }),
    );
  });

  test.each([
    [
      '12345',
      'https://example.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675310Digits1234From+14158675310To+18005551212',
      'L/OH5YylLD5NRKLltdqwSvS0BnU=',
    ],
    ['key', 'The quick brown fox jumps over the lazy dog', '3nybhbi3iqa8ino29wqQcBydtNk='],
    ['k'.repeat(64), '', hmacOf('k'.repeat(64))],
    ['k'.repeat(65), '', hmacOf('k'.repeat(65))],
    ['ключ', '', hmacOf('ключ')],
  ])('makes the known HMAC of key %j', (key, text, signature) => {
    expect(hmacSha1(key, text)).toBe(signature);
  });

  test('T6: reads a form as the standard has it, however it is broken', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '&', '=', '%', '+', '2', 'F', 'f', '%C3', '%A9', '%ff') });
    fc.assert(
      fc.property(text, (form) => {
        expect(parseForm(form)).toEqual([...new URLSearchParams(form)]);
      }),
    );
  });
});

function hmacOf(key: string): string {
  return createHmac('sha1', key).update('').digest('base64');
}

describe('a signature', () => {
  const signed = twilioRequest(twilioStatus('sent'));
  const signature = signed.headers['x-twilio-signature'] ?? '';

  test.each([
    ['one character too few', signature.slice(1)],
    ['one too many', `${signature}=`],
    ['in the URL-safe alphabet', `${'A'.repeat(26)}-=`],
    ['of other scripts', 'é'.repeat(28)],
    ['of nothing but padding', '='.repeat(28)],
    ['very long', 'A'.repeat(100_000)],
  ])('with %s is refused', async (_, text) => {
    const headers = { ...signed.headers, 'x-twilio-signature': text };
    expect(await verify({ ...signed, headers })).toMatchObject(refused);
  });

  test('is refused with any one character of it changed', async () => {
    for (let index = 0; index < signature.length; index += 1) {
      for (const other of ['A', 'B', 'w']) {
        const text = signature.slice(0, index) + other + signature.slice(index + 1);
        const headers = { ...signed.headers, 'x-twilio-signature': text };
        if (text !== signature) expect(await verify({ ...signed, headers })).toMatchObject(refused);
      }
    }
  });

  test.each([['AC00000000000000000000000000000001='], ['AC00000000000000000000000000000001=  '], ['   ']])(
    'T10: is not verified by the empty token in %j, nor by the line itself',
    async (line) => {
      for (const token of ['', ' ', '  ', '   ', line]) {
        const request = twilioRequest(twilioStatus('sent'), { token });
        expect(await verify(request, [line])).toMatchObject({ kind: 'refused', why: 'no-secret' });
      }
    },
  );

  test('T12: is not verified by the token of the account that is named second', async () => {
    const other = 'AC00000000000000000000000000000002';
    const named = [...twilioStatus('sent'), ['AccountSid', other] as const];
    const request = twilioRequest(named, { token: 'of-the-other' });
    expect(await verify(request, [`${other}=of-the-other`])).toMatchObject({ kind: 'refused', why: 'no-secret' });
  });

  test('of a form of more than 500 parameters is refused', async () => {
    const many = Array.from({ length: 501 }, (_, index) => [`p${index}`, '1'] as const);
    expect(await verify(twilioRequest(many))).toMatchObject(refused);
    expect(await verify(twilioRequest(many.slice(0, 500)))).toMatchObject(authentic);
  });
});

describe('a request by GET', () => {
  const url = `${base}?campaign=c-7&MessageSid=SM1&Body=%C3%A9+%26`;
  const signed: WebhookRequest = {
    method: 'GET',
    urls: [url],
    headers: { 'x-twilio-signature': webhooks.getExpectedTwilioSignature(twilioToken, url, {}) },
    body: Buffer.alloc(0),
  };

  test('T8: is signed over its URL alone, which holds the parameters', async () => {
    expect(await verify(signed)).toEqual({ kind: 'authentic', url });
    for (const changed of [url.replace('c-7', 'c-8'), url.replace('SM1', 'SM2'), `${url}&To=x`]) {
      expect(await verify({ ...signed, urls: [changed] })).toMatchObject(refused);
    }
  });

  test('T8: chooses its token by the account in the query', async () => {
    const account = 'AC00000000000000000000000000000002';
    const ofAccount = `${url}&AccountSid=${account}`;
    const headers = { 'x-twilio-signature': webhooks.getExpectedTwilioSignature('its-own', ofAccount, {}) };
    const request = { ...signed, urls: [ofAccount], headers };
    expect(await verify(request, [twilioToken, `${account}=its-own`])).toMatchObject(authentic);
    expect(await verify(request, ['AC00000000000000000000000000000003=its-own'])).toMatchObject({ kind: 'refused' });
  });

  test('T8: sent again as a POST is refused with a form, and tells nothing without one', async () => {
    const form = { ...signed, method: 'POST', body: Buffer.from('MessageStatus=delivered') };
    expect(await verify(form)).toMatchObject(refused);
    const empty = { ...signed, method: 'POST' };
    expect(twilio.parse(empty, url)).toMatchObject({ kind: 'malformed' });
  });
});

describe('a JSON request', () => {
  const body = Buffer.from('{"specversion":"1.0","type":"x","data":{"text":"é"}}');
  const url = `${base}?bodySHA256=${webhooks.getExpectedBodyHash(body.toString())}`;
  const sign = (at: string) => ({ 'x-twilio-signature': webhooks.getExpectedTwilioSignature(twilioToken, at, {}) });
  const signed: WebhookRequest = { method: 'POST', urls: [url], headers: sign(url), body };

  test.each([
    'application/json',
    'application/cloudevents+json',
    'application/cloudevents-batch+json',
    'text/plain',
    '',
  ])('T8: is one by the hash in its URL, whatever its content type: %j', async (type) => {
    const request = { ...signed, headers: { ...signed.headers, 'content-type': type } };
    expect(await verify(request)).toMatchObject(authentic);
    expect(await verify({ ...request, body: Buffer.from('{}') })).toMatchObject(refused);
  });

  test.each([
    ['none', base],
    ['a blank one', `${base}?bodySHA256=`],
    ['one of another body', `${base}?bodySHA256=${'0'.repeat(64)}`],
    ['one under another name', url.replace('bodySHA256', 'xbodySHA256')],
  ])('T9: is refused with %s for a hash, however well it is signed', async (_, at) => {
    const headers = { ...sign(at), 'content-type': 'application/json' };
    expect(await verify({ ...signed, urls: [at], headers })).toMatchObject(refused);
  });

  test('is verified by its raw bytes, even those that are no text', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x7d]);
    const replaced = `${base}?bodySHA256=${webhooks.getExpectedBodyHash(bytes.toString())}`;
    expect(await verify({ ...signed, urls: [replaced], headers: sign(replaced), body: bytes })).toMatchObject(refused);
  });
});
