import { describe, expect, test } from 'vitest';
import { parsedBody, telnyxEvent } from './telnyx-events.ts';

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
  const big = 500_000;
  const outbound = { id: 'm-1', direction: 'outbound', to: [{ phone_number: '+13125550123', status: 'sent' }] };
  const filled = (payload: Record<string, unknown>) =>
    JSON.stringify(telnyxEvent('message.finalized', { ...outbound, ...payload }));
  test.each<[string, string]>([
    ['brackets without end', '['.repeat(big)],
    ['objects in objects', `{"data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
    ['a very long number', `{"data":{"event_type":${'9'.repeat(big)}}}`],
    ['a very long id', filled({ id: 'x'.repeat(big) })],
    ['very many recipients', filled({ to: Array.from({ length: 20_000 }, () => '+13125550123') })],
    ['very many tags', filled({ tags: Array.from({ length: 50_000 }, () => 'a:b') })],
    ['a very long tag', filled({ tags: [`campaign:${'x'.repeat(big)}`] })],
    ['a very long URL', filled({ webhook_url: `https://x.example.com/?${'a=b&'.repeat(100_000)}` })],
    ['a very long time', filled({ sent_at: '2025-06-02T14:05:01.'.padEnd(big, '0') })],
    [
      'a very long state of a call',
      JSON.stringify(telnyxEvent('call.answered', { call_leg_id: 'a', client_state: 'e30='.repeat(big / 4) })),
    ],
    [
      'very many reasons',
      JSON.stringify(
        telnyxEvent('10dlc.brand.update', { brandId: 'b', reasons: Array.from({ length: 50_000 }, () => 'why') }),
      ),
    ],
    ['a very long text', JSON.stringify(telnyxEvent('message.received', { id: 'm-1', text: '!'.repeat(big) }))],
  ])('of %s takes less than 5 ms beyond the reading of its JSON', (_, text) => {
    const body = Buffer.from(text);
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      expect(['parsed', 'malformed']).toContain(parsedBody(body).kind);
      const parsed = performance.now();
      readJson(body);
      return parsed - start - (performance.now() - parsed);
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });

  function readJson(body: Buffer): unknown {
    try {
      return JSON.parse(body.toString());
    } catch {
      return undefined;
    }
  }
});
