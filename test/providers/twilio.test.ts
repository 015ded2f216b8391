import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { twilio } from '../../functions/providers/twilio/twilio.ts';
import { twilioRequest, twilioStatus, twilioToken } from '../support/signing.ts';

const now = Date.now();
const verify = (request: ReturnType<typeof twilioRequest>, secrets: string[] = [twilioToken]) =>
  twilio.verify(request, secrets, now);
const authentic = { kind: 'authentic' };
const refused = { kind: 'refused' };

describe('the signature', () => {
  test('holds for the documented vectors', () => {
    const parameters = {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    };
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(webhooks.getExpectedTwilioSignature('12345', url, parameters)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  test.each([
    ['blank values kept', [...twilioStatus('sent'), ['FromCity', ''] as const]],
    ['spaces around values kept', [...twilioStatus('sent'), ['Body', '  two  '] as const]],
    ['text in other scripts', [...twilioStatus('sent'), ['Body', 'Grüße 🎉 你好'] as const]],
    ['JSON inside a parameter', [...twilioStatus('sent'), ['AddOns', '{"status":"successful","n":[1, 2]}'] as const]],
    ['a repeated name', [...twilioStatus('sent'), ['Tag', 'b'] as const, ['Tag', 'a'] as const, ['Tag', 'b'] as const]],
    ['names that differ in case', [...twilioStatus('sent'), ['a', '1'] as const, ['A', '2'] as const]],
    [
      'a name like a prototype key',
      [...twilioStatus('sent'), ['__proto__', 'x'] as const, ['constructor', 'y'] as const],
    ],
  ])('T6: is taken with %s', async (_, pairs) => {
    expect(await verify(twilioRequest(pairs))).toMatchObject(authentic);
  });

  const signedUrl = "https://hooks.example.com/webhooks/twilio?campaign=summer%20sale&user=u-42&note=O'Brien%2B1";
  test.each([
    ['exactly as called', signedUrl, authentic],
    ['with the standard port', signedUrl.replace('.com/', '.com:443/'), authentic],
    [
      'with its query decoded',
      "https://hooks.example.com/webhooks/twilio?campaign=summer sale&user=u-42&note=O'Brien+1",
      refused,
    ],
    [
      'with its query in another order',
      "https://hooks.example.com/webhooks/twilio?user=u-42&campaign=summer%20sale&note=O'Brien%2B1",
      refused,
    ],
    ['without its query', 'https://hooks.example.com/webhooks/twilio', refused],
    ['with a stage in the path', signedUrl.replace('.com/', '.com/prod/'), refused],
    ['by http', signedUrl.replace('https:', 'http:'), refused],
    ['with a port that Twilio does not sign', signedUrl.replace('.com/', '.com:8443/'), authentic],
    ['with a slash at the end of the path', signedUrl.replace('twilio?', 'twilio/?'), refused],
    ['as a bare path', '/webhooks/twilio', refused],
    ['as no URL at all', 'http://%', refused],
  ])('T1, T4, T14: a URL %s gets its verdict', async (_, url, verdict) => {
    const request = twilioRequest(twilioStatus('sent'), { url: signedUrl });
    expect(await verify({ ...request, urls: [url] })).toMatchObject(verdict);
  });

  test('T13: is taken where it was made with the port that our URL leaves out', async () => {
    const request = twilioRequest(twilioStatus('sent'), { url: 'https://hooks.example.com:443/webhooks/twilio' });
    expect(await verify({ ...request, urls: ['https://hooks.example.com/webhooks/twilio'] })).toMatchObject(authentic);
  });

  test('is looked for under each address of one machine', async () => {
    const request = twilioRequest(twilioStatus('sent'), { url: 'http://localhost:8787/webhooks/twilio' });
    const urls = ['https://public.example.com/webhooks/twilio', 'http://localhost:8787/webhooks/twilio'];
    expect(await verify({ ...request, urls })).toMatchObject({ kind: 'authentic', url: urls[1] });
  });

  test('T9: a JSON request without the hash of its body is refused, whatever its signature', async () => {
    const request = twilioRequest([]);
    const json = { ...request, headers: { ...request.headers, 'content-type': 'application/json' } };
    expect(await verify({ ...json, body: Buffer.from('{"a":1}') })).toMatchObject(refused);
  });

  test('a JSON request is taken with the hash of its body, and refused with another body', async () => {
    const body = Buffer.from('{"a":1}');
    const hash = webhooks.getExpectedBodyHash(body.toString());
    expect(hash).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
    const request = twilioRequest([], { url: `https://hooks.example.com/webhooks/twilio?bodySHA256=${hash}` });
    const json = { ...request, headers: { ...request.headers, 'content-type': 'application/json' }, body };
    expect(await verify(json)).toMatchObject(authentic);
    expect(await verify({ ...json, body: Buffer.from('{"a":2}') })).toMatchObject(refused);
  });

  test('T10: an empty token verifies nothing, not even what was signed with it', async () => {
    const request = twilioRequest(twilioStatus('sent'), { token: '' });
    expect(await verify(request, [''])).toMatchObject({ kind: 'refused', why: 'no-secret' });
  });

  test('T11: during a rotation either token is taken', async () => {
    const request = twilioRequest(twilioStatus('sent'), { token: 'the-new-one' });
    expect(await verify(request, [twilioToken, 'the-new-one'])).toMatchObject(authentic);
    expect(await verify(request, [twilioToken])).toMatchObject({ kind: 'refused', why: 'bad-signature' });
  });

  test("T12: a sub-account's callbacks are verified by its own token and by no other's", async () => {
    const account = 'AC00000000000000000000000000000002';
    const request = twilioRequest(twilioStatus('sent', { AccountSid: account }), { token: 'of-the-sub-account' });
    expect(await verify(request, [twilioToken, `${account}=of-the-sub-account`])).toMatchObject(authentic);
    expect(await verify(request, ['AC00000000000000000000000000000003=of-the-sub-account'])).toMatchObject(refused);
  });
});

describe('a status callback', () => {
  const parse = (pairs: ReturnType<typeof twilioStatus>, url = 'https://hooks.example.com/webhooks/twilio') =>
    twilio.parse(twilioRequest(pairs, { url }), url);
  const eventOf = (...args: Parameters<typeof parse>) => {
    const parsed = parse(...args);
    return parsed.kind === 'parsed' ? parsed.events[0] : undefined;
  };

  test.each([
    'accepted',
    'scheduled',
    'queued',
    'sending',
    'sent',
    'delivered',
    'undelivered',
    'failed',
    'canceled',
    'read',
  ])('%s is our status of that name', (status) => {
    expect(eventOf(twilioStatus(status))).toMatchObject({ status, word: status });
  });

  test('S18: a status that Twilio adds some day is named and not counted', () => {
    expect(parse(twilioStatus('teleported'))).toEqual({ kind: 'parsed', events: [], ignored: ['status teleported'] });
    expect(parse(twilioStatus('constructor'))).toMatchObject({ events: [], ignored: ['status constructor'] });
  });

  test.each([
    ['30003', '30003'],
    ['', undefined],
    ['0', undefined],
    ['null', undefined],
    ['undefined', undefined],
    ['30003; DROP', undefined],
  ])('S19: error code %j is %j', (ErrorCode, errorCode) => {
    expect(eventOf(twilioStatus('failed', { ErrorCode }))).toMatchObject({ errorCode });
  });

  test('S24: senders and recipients need not be phone numbers', () => {
    expect(eventOf(twilioStatus('sent', { From: 'ACME', To: 'whatsapp:+14155550123' }))).toMatchObject({
      from: 'ACME',
      to: 'whatsapp:+14155550123',
      channel: 'whatsapp',
    });
    expect(eventOf(twilioStatus('sent', { From: '12345' }))).toMatchObject({ from: '12345', channel: 'sms' });
    expect(eventOf(twilioStatus('sent', { To: 'rcs:agent' }))).toMatchObject({ channel: 'rcs' });
  });

  test('a picture message is known by its id', () => {
    expect(eventOf(twilioStatus('sent', { MessageSid: 'MM0000000000000000000000000000000a' }))).toMatchObject({
      channel: 'mms',
    });
  });

  test('own ids come from the query, which the signature covers, and not from the body', () => {
    const url =
      'https://hooks.example.com/webhooks/twilio?campaign=summer%20sale&user=u-42&template=t%231&carrier=AT%26T';
    const pairs = [...twilioStatus('sent'), ['campaign', 'forged'] as const];
    expect(eventOf(pairs, url)?.ownIds).toEqual({
      campaign: 'summer sale',
      user: 'u-42',
      template: 't_1',
      carrier: 'AT&T',
    });
  });

  test('an id is cut to 64 characters and cleaned of what would break a key', () => {
    const url = `https://hooks.example.com/webhooks/twilio?campaign=${encodeURIComponent(`a|b\u0000c${'🎉'.repeat(100)}`)}`;
    const campaign = eventOf(twilioStatus('sent'), url)?.ownIds?.campaign ?? '';
    expect([...campaign]).toHaveLength(64);
    expect(campaign.startsWith('a_b_c🎉')).toBe(true);
  });

  test.each([
    ['no MessageSid', [['MessageStatus', 'sent'] as const]],
    ['a MessageSid of another form', twilioStatus('sent', { MessageSid: 'SM123' })],
    ['no status', [['MessageSid', 'SM0000000000000000000000000000000a'] as const]],
    ['nothing at all', []],
  ])('with %s is malformed', (_, pairs) => {
    expect(parse(pairs)).toMatchObject({ kind: 'malformed' });
  });
});
