import { describe, expect, test } from 'vitest';
import { parsedBody, telnyxEvent } from './telnyx-events.ts';

describe('a body', () => {
  const recipients = [{ phone_number: '+13125550123', status: 'sent' }];
  const message = (payload: object) => telnyxEvent('message.sent', { id: 'm-1', to: recipients, ...payload });

  test.each([
    ['of no JSON', Buffer.from('a=b&c=d')],
    ['of nothing', Buffer.from('')],
    ['that is a list', []],
    ['that is null', null],
    ['without recipients', message({ to: [] })],
    ['with a number as its id', message({ id: 7 })],
    ['with an id that cannot be part of a key', message({ id: 'a#b' })],
    ['without a payload', telnyxEvent('message.sent', undefined)],
  ])('%s is malformed', (_, body) => {
    expect(parsedBody(message({}))).toMatchObject({ kind: 'parsed', ignored: [] });
    expect(parsedBody(body)).toMatchObject({ kind: 'malformed' });
  });
});

describe('a webhook of another version', () => {
  test.each([
    ['1', '{"sms_id":"00000000-0000-4000-8000-000000000001","direction":"inbound","from":"+13125550123","body":"hi"}'],
    ['1, of a call', '{"event_type":"call_hangup","id":"1","created_at":"2025-06-02T14:05:00Z","payload":{}}'],
    ['2010-04-01', 'MessageSid=SM1&MessageStatus=delivered&To=%2B13125550123'],
  ])('(%s) is set aside, with what to set in the portal', (_, body) => {
    expect(parsedBody(Buffer.from(body))).toEqual({
      kind: 'malformed',
      why: expect.stringContaining('set the webhook API version to 2'),
    });
  });
});

describe('a hostile body', () => {
  const big = 60_000;
  const outbound = { id: 'm-1', direction: 'outbound', to: [{ phone_number: '+13125550123', status: 'sent' }] };
  const filled = (payload: Record<string, unknown>) =>
    JSON.stringify(telnyxEvent('message.finalized', { ...outbound, ...payload }));
  test.each<[string, string]>([
    ['brackets without end', '['.repeat(big)],
    ['objects in objects', `{"data":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
    ['a very long number', `{"data":{"event_type":${'9'.repeat(big)}}}`],
    ['a very long id', filled({ id: 'x'.repeat(big) })],
    ['very many recipients', filled({ to: Array.from({ length: 3500 }, () => '+13125550123') })],
    ['very many tags', filled({ tags: Array.from({ length: 8000 }, () => 'a:b') })],
    ['a very long tag', filled({ tags: [`campaign:${'x'.repeat(big)}`] })],
    ['a very long URL', filled({ webhook_url: `https://x.example.com/?${'a=b&'.repeat(10_000)}` })],
    ['a very long time', filled({ sent_at: '2025-06-02T14:05:01.'.padEnd(big, '0') })],
    [
      'a very long state of a call',
      JSON.stringify(telnyxEvent('call.answered', { call_leg_id: 'a', client_state: 'e30='.repeat(big / 4) })),
    ],
    [
      'very many reasons',
      JSON.stringify(
        telnyxEvent('10dlc.brand.update', { brandId: 'b', reasons: Array.from({ length: 8000 }, () => 'why') }),
      ),
    ],
    ['a very long text', JSON.stringify(telnyxEvent('message.received', { id: 'm-1', text: '!'.repeat(big) }))],
  ])('of %s takes less than 5 ms', (_, text) => {
    const body = Buffer.from(text);
    expect(['parsed', 'malformed']).toContain(parsedBody(body).kind);
    const times = Array.from({ length: 10 }, () => {
      const start = performance.now();
      parsedBody(body);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });

  test('that is longer than anything we count is not read', () => {
    const body = Buffer.from(filled({ id: 'x'.repeat(70_000) }));
    expect(parsedBody(body)).toEqual({ kind: 'parsed', events: [], ignored: ['a body of over 64 KiB'] });
  });
});
