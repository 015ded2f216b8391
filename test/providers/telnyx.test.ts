import { describe, expect, test } from 'vitest';
import { telnyx } from '../../functions/providers/telnyx/telnyx.ts';
import { telnyxKeys, telnyxRequest } from '../support/signing.ts';

const at = Date.UTC(2025, 5, 2, 14, 5);
const keys = telnyxKeys();

type Overrides = { type?: string; payload?: Record<string, unknown>; meta?: Record<string, unknown> };

function message({ type = 'message.finalized', payload = {}, meta = {} }: Overrides = {}) {
  return {
    data: {
      event_type: type,
      id: '00000000-0000-4000-8000-000000000001',
      occurred_at: '2025-06-02T14:05:09.000+00:00',
      payload: {
        id: 'm-1',
        type: 'SMS',
        direction: 'outbound',
        from: { phone_number: '+13125550100' },
        to: [{ phone_number: '+13125550123', status: 'delivered', carrier: 'AT&T MOBILITY' }],
        errors: [],
        received_at: '2025-06-02T14:05:01.000+00:00',
        sent_at: '2025-06-02T14:05:02.000+00:00',
        completed_at: '2025-06-02T14:05:05.000+00:00',
        ...payload,
      },
      record_type: 'event',
    },
    meta: { attempt: 1, delivered_to: 'https://hooks.example.com/webhooks/telnyx', ...meta },
  };
}

const parse = (body: unknown) => {
  const request = telnyxRequest(body, keys.privateKey, at);
  return telnyx.parse(request, request.urls[0] ?? '');
};
const eventsOf = (overrides: Overrides) => {
  const parsed = parse(message(overrides));
  return parsed.kind === 'parsed' ? parsed.events : [];
};

describe('the signature', () => {
  const verify = (request: ReturnType<typeof telnyxRequest>, secrets = [keys.publicKey], now = at) =>
    telnyx.verify(request, secrets, now);

  test('4.15: holds for the known vector', async () => {
    const seed = Array.from({ length: 32 }, (_, byte) => byte.toString(16).padStart(2, '0')).join('');
    const { privateKey, publicKey } = telnyxKeys(seed);
    expect(publicKey).toBe('A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=');
    const body = { data: { id: '4ee8c3a6-4995-4309-a3c6-38e3db9ea4be', event_type: 'message.finalized' } };
    const request = telnyxRequest(body, privateKey, 1_700_000_000_000);
    expect(request.headers['telnyx-signature-ed25519']).toBe(
      'tHJKmeYValK4wJCVfcnq0WCW1Q6V2Xh8d5fEE0qYUXkk8Ttkp882cn48gM9qNvEdrf/Wa6sAjVJMRt9ZlSNJCQ==',
    );
    expect(await verify(request, [publicKey], 1_700_000_000_000)).toMatchObject({ kind: 'authentic' });
  });

  test.each([
    [-301, 'refused'],
    [-300, 'authentic'],
    [0, 'authentic'],
    [300, 'authentic'],
    [301, 'refused'],
  ])('T16: made %d s away from our clock is %s', async (seconds, kind) => {
    const request = telnyxRequest(message(), keys.privateKey, at + seconds * 1000);
    expect(await verify(request)).toMatchObject({ kind });
  });

  test('T11: during a rotation either key is taken', async () => {
    const request = telnyxRequest(message(), keys.privateKey, at);
    expect(await verify(request, [telnyxKeys().publicKey, keys.publicKey])).toMatchObject({ kind: 'authentic' });
    expect(await verify(request, [telnyxKeys().publicKey])).toMatchObject({ kind: 'refused', why: 'bad-signature' });
  });

  test.each(['', 'short', 'A'.repeat(88), `${'A'.repeat(86)}==`, '%%%'])(
    'as %j is refused and never thrown over',
    async (text) => {
      const request = telnyxRequest(message(), keys.privateKey, at);
      const headers = { ...request.headers, 'telnyx-signature-ed25519': text };
      expect(await verify({ ...request, headers })).toMatchObject({ kind: 'refused' });
    },
  );

  test('covers the raw bytes, even those that are no text', async () => {
    const request = telnyxRequest(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), keys.privateKey, at);
    expect(await verify(request)).toMatchObject({ kind: 'authentic' });
    expect(telnyx.parse(request, '')).toMatchObject({ kind: 'malformed' });
  });
});

describe('a message event', () => {
  test.each([
    ['queued', 'queued'],
    ['sending', 'sending'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['sending_failed', 'failed'],
    ['delivery_failed', 'undelivered'],
    ['expired', 'undelivered'],
    ['delivery_unconfirmed', 'unconfirmed'],
    ['read', 'read'],
  ])('S13, S14: recipient status %s is %s, whatever the event is called', (word, status) => {
    const to = [{ phone_number: '+13125550123', status: word, carrier: null }];
    expect(eventsOf({ payload: { to } })).toMatchObject([{ status, word }]);
  });

  test('S11: a group message is one event per recipient, and its price is told once', () => {
    const payload = {
      type: 'MMS',
      to: [
        { phone_number: '+13125550123', status: 'delivered', carrier: 'Verizon' },
        { phone_number: '+13125550124', status: 'delivery_failed', carrier: 'AT&T' },
      ],
      cc: [{ phone_number: '+13125550125', status: 'delivered' }],
      cost: { amount: '0.0300', currency: 'USD' },
      errors: [{ code: '40008' }],
    };
    expect(eventsOf({ payload })).toMatchObject([
      { to: '+13125550123', status: 'delivered', grouped: true, costMicros: 30_000, errorCode: undefined },
      { to: '+13125550124', status: 'undelivered', grouped: true, costMicros: undefined, errorCode: '40008' },
      { to: '+13125550125', status: 'delivered', grouped: true, costMicros: undefined },
    ]);
  });

  test('S12: a price that is null, negative, or in another currency is left out', () => {
    for (const cost of [
      null,
      { amount: null },
      { amount: '-1', currency: 'USD' },
      { amount: '1', currency: 'EUR' },
      { amount: 'x' },
      { amount: '' },
      { amount: '0x10' },
      { amount: '1e999' },
      { amount: {} },
      '0.0040',
    ]) {
      expect(eventsOf({ payload: { cost } })).toMatchObject([{ costMicros: undefined }]);
    }
  });

  test('S11: recipients may be a list, an object, or a plain number whose status the message tells', () => {
    const recipient = { phone_number: '+13125550123', status: 'sent' };
    for (const to of [[recipient], recipient]) {
      expect(eventsOf({ payload: { to } })).toMatchObject([{ to: '+13125550123', status: 'sent', grouped: undefined }]);
    }
    const payload = { to: '+13125550123', status: 'read', type: 'WHATSAPP' };
    expect(eventsOf({ type: 'message.read', payload })).toMatchObject([{ to: '+13125550123', status: 'read' }]);
    expect(parse(message({ type: 'message.read', payload: { to: '+13125550123' } }))).toMatchObject({
      events: [],
      ignored: ['status none'],
    });
  });

  test('is not taken apart for more recipients than any message has', () => {
    const to = Array.from({ length: 51 }, () => ({ phone_number: '+13125550123', status: 'sent' }));
    expect(parse(message({ payload: { to } }))).toMatchObject({ kind: 'malformed' });
  });

  test('tells who sent it and how it was billed', () => {
    const payload = {
      messaging_profile_id: 'profile-1',
      organization_id: 'org-1',
      encoding: 'UCS-2',
      parts: 2,
      to: [{ phone_number: '+13125550123', status: 'delivered', line_type: 'Wireless', carrier: '' }],
      cost: { amount: '0.0145', currency: 'USD' },
      cost_breakdown: { carrier_fee: { amount: '0.00305', currency: 'USD' }, rate: null },
    };
    expect(eventsOf({ payload })).toMatchObject([
      {
        pool: 'profile-1',
        account: 'org-1',
        encoding: 'UCS-2',
        segments: 2,
        lineType: 'Wireless',
        carrier: undefined,
        costMicros: 14_500,
        carrierFeeMicros: 3050,
      },
    ]);
  });

  test.each([
    [[{ code: '40002' }, { code: '40008' }], '40002'],
    [[{ code: 40002 }], '40002'],
    [[{ title: 'no code' }, { code: '40008' }], '40008'],
    [[{ code: { toString: 1 } }], undefined],
    [[{ code: 'none' }], undefined],
    [[], undefined],
    [null, undefined],
    ['40002', undefined],
  ])('failed with errors %j has the code %s', (errors, errorCode) => {
    const to = [{ phone_number: '+13125550123', status: 'sending_failed' }];
    expect(eventsOf({ payload: { to, errors } })).toMatchObject([{ errorCode }]);
  });

  test('is read when it is read, not when it was delivered', () => {
    const to = [{ phone_number: '+13125550123', status: 'read' }];
    expect(eventsOf({ type: 'message.read', payload: { to } })).toMatchObject([{ at: at + 9000 }]);
  });

  test('tells its times by the provider', () => {
    expect(eventsOf({})).toMatchObject([{ startedAt: at + 1000, sentAt: at + 2000, at: at + 5000 }]);
    const to = [{ phone_number: '+13125550123', status: 'sent' }];
    expect(eventsOf({ type: 'message.sent', payload: { to, completed_at: null } })).toMatchObject([{ at: at + 2000 }]);
    expect(eventsOf({ payload: { completed_at: null } })).toMatchObject([{ at: at + 9000 }]);
  });

  test('T17: own ids come from tags and from the URL inside the signed body, never from the URL of the request', () => {
    const body = message({
      payload: { tags: ['campaign:c-7', 'user:u-42', 'no colon', ':'], tcr_campaign_id: 'CTEST01' },
      meta: { delivered_to: 'https://hooks.example.com/webhooks/telnyx?campaign=other&template=t-1' },
    });
    const request = telnyxRequest(body, keys.privateKey, at);
    const parsed = telnyx.parse(request, 'https://hooks.example.com/webhooks/telnyx?campaign=forged&carrier=forged');
    expect(parsed).toMatchObject({
      events: [{ ownIds: { campaign: 'c-7', user: 'u-42', template: 't-1' }, registration: 'CTEST01' }],
    });
  });

  test('S18: an unknown status or event is named and not counted', () => {
    const to = [{ phone_number: '+13125550123', status: 'teleported' }];
    expect(parse(message({ payload: { to } }))).toEqual({ kind: 'parsed', events: [], ignored: ['status teleported'] });
    for (const type of ['message.imagined', 'message.echo', 'number_order.complete', 'constructor']) {
      const event = message({ type, payload: { direction: undefined } });
      expect(parse(event)).toEqual({ kind: 'parsed', events: [], ignored: [`event ${type}`] });
    }
  });

  test.each(['__proto__', 'constructor', 'toString', 7, null, {}])('of status %j is no event', (status) => {
    const to = [{ phone_number: '+13125550123', status }];
    expect(parse(message({ payload: { to } }))).toMatchObject({
      kind: 'parsed',
      events: [],
      ignored: [expect.stringMatching(/^status /)],
    });
  });

  test('S13: an event that only the general page knows is read by its recipients, too', () => {
    const to = [{ phone_number: '+13125550123', status: 'delivery_failed' }];
    expect(eventsOf({ type: 'message.delivered', payload: { to } })).toMatchObject([{ status: 'undelivered' }]);
    expect(eventsOf({ type: 'message.delivered', payload: { to, direction: 'inbound' } })).toEqual([]);
  });
});
