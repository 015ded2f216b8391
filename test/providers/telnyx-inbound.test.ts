import { describe, expect, test } from 'vitest';
import { eventsOf, occurredAt, parsedEvent } from './telnyx-events.ts';

const payload = (changes: Record<string, unknown> = {}) => ({
  id: 'm-1',
  type: 'SMS',
  direction: 'inbound',
  from: { phone_number: '+13125550123', carrier: 'T-MOBILE USA, INC.', status: 'received' },
  to: [{ phone_number: '+13125550100', status: 'webhook_delivered' }],
  text: 'hello',
  parts: 1,
  media: [],
  received_at: '2025-06-02T14:06:00.000+00:00',
  ...changes,
});
const received = (changes?: Record<string, unknown>) => parsedEvent('message.received', payload(changes));
const inbound = (changes?: Record<string, unknown>) => eventsOf(received(changes))[0];

describe('an inbound message', () => {
  test('comes from the person, over our number, at the time Telnyx got it', () => {
    expect(inbound({ cost: { amount: '0.0040', currency: 'USD' }, messaging_profile_id: 'p-1' })).toMatchObject({
      kind: 'inbound',
      id: 'm-1',
      channel: 'sms',
      from: '+13125550123',
      to: '+13125550100',
      carrier: 'T-MOBILE USA, INC.',
      at: Date.UTC(2025, 5, 2, 14, 6),
      segments: 1,
      media: 0,
      costMicros: 4000,
      pool: 'p-1',
      text: 'hello',
    });
    expect(inbound({ received_at: null })).toMatchObject({ at: occurredAt });
  });

  test('S11: its recipient may be a list, an object, a plain number, or an agent', () => {
    for (const to of [[{ phone_number: '+13125550100' }], { phone_number: '+13125550100' }, '+13125550100']) {
      expect(inbound({ to })).toMatchObject({ to: '+13125550100' });
    }
    expect(inbound({ to: [{ agent_id: 'a-1', agent_name: 'Shop' }] })).toMatchObject({ to: 'Shop' });
    expect(inbound({ from: '+13125550123' })).toMatchObject({ from: '+13125550123', carrier: undefined });
  });

  test.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['help', 'help'],
    [null, undefined],
    ['', undefined],
  ])('that Telnyx answered by %j has the keyword %s', (type, keyword) => {
    expect(inbound({ autoresponse_type: type })).toMatchObject({ keyword });
  });

  test('names an automatic answer that we do not know', () => {
    expect(received({ autoresponse_type: 'DANCE' })).toMatchObject({ ignored: ['autoresponse DANCE'] });
  });

  test.each([
    ['SMS', { text: 'STOP' }, 'STOP'],
    ['RCS', { text: undefined, body: { text: 'STOP' } }, 'STOP'],
    ['WhatsApp', { text: undefined, body: { type: 'text', text: { body: 'STOP' } } }, 'STOP'],
    ['a pressed suggestion', { text: undefined, body: { suggestion_response: { text: 'Stop' } } }, 'Stop'],
    ['a location', { text: undefined, body: { location: { latitude: 1 } } }, undefined],
    ['a text no keyword can be as long as', { text: 'x'.repeat(161) }, undefined],
  ])('tells its text where %s has it', (_, changes, text) => {
    expect(inbound(changes)).toMatchObject({ text });
  });

  test.each([
    [{ media: [{ url: 'a' }, { url: 'b' }] }, 2],
    [{ media: [] }, 0],
    [{ media: undefined }, undefined],
    [{ media: undefined, body: { type: 'image' } }, 1],
    [{ media: undefined, body: { user_file: {} } }, 1],
    [{ media: undefined, body: { type: 'text' } }, undefined],
  ])('counts its files: %j', (changes, media) => {
    expect(inbound(changes)).toMatchObject({ media });
  });

  test('without an id is set aside', () => {
    expect(received({ id: undefined })).toMatchObject({ kind: 'malformed' });
    expect(parsedEvent('message.received', null)).toMatchObject({ kind: 'malformed' });
  });
});
