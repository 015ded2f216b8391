import { describe, expect, test } from 'vitest';
import type { MessageEntry } from '../../functions/core/message/entry.ts';
import { apiKeyFor } from '../../functions/enrich/api-key.ts';
import { eventOf, priceOf, type TwilioMessage, twilioMessageSchema } from '../../functions/enrich/twilio-message.ts';
import { enrichedEntry, resource } from './twilio-api.ts';

const message = (told: object): TwilioMessage => twilioMessageSchema.parse(resource(told));

describe('a price', () => {
  test.each([
    ['-0.00750', 'USD', { kind: 'told', micros: 7500 }],
    ['-0.0083', 'usd', { kind: 'told', micros: 8300 }],
    ['0.0083', 'USD', { kind: 'told', micros: 8300 }],
    ['-0.0000005', 'USD', { kind: 'told', micros: 1 }],
    ['-12', null, { kind: 'told', micros: 12_000_000 }],
    ['0', 'USD', { kind: 'told', micros: 0 }],
    [-0.029, 'USD', { kind: 'told', micros: 29_000 }],
    [null, 'USD', { kind: 'none' }],
    [undefined, 'USD', { kind: 'none' }],
    ['', 'USD', { kind: 'none' }],
    ['free', 'USD', { kind: 'none' }],
    ['-1e3', 'USD', { kind: 'none' }],
    ['-99999999', 'USD', { kind: 'none' }],
    ['-0.0083', 'EUR', { kind: 'foreign', currency: 'EUR' }],
    [null, 'EUR', { kind: 'none' }],
  ])('%s %s', (price, price_unit, expected) => {
    expect(priceOf(message({ price, price_unit }))).toEqual(expected);
  });
});

describe('what Twilio says of a message', () => {
  const standing = (status: MessageEntry['status']) => enrichedEntry({ status, word: status });

  test.each([
    ['the ending that we know', 'delivered', 'delivered', 'delivered'],
    ['an ending that we have not heard of', 'sent', 'delivered', 'delivered'],
    ['an ending that contradicts ours, which the state machine judges', 'failed', 'delivered', 'delivered'],
    ['that it was delivered after it had expired', 'expired', 'delivered', 'delivered'],
    ['that it is still under way after it has expired', 'expired', 'sent', 'expired'],
    ['that it was sent, of what we know as queued', 'queued', 'sent', 'sent'],
    ['a status that we know to be past', 'sent', 'queued', 'sent'],
    ['that it was read', 'delivered', 'read', 'read'],
    ['that it was delivered, of what was read', 'read', 'delivered', 'delivered'],
    ['a status of inbound messages', 'delivered', 'received', 'delivered'],
    ['a status of the future', 'delivered', 'teleported', 'delivered'],
    ['a hostile status', 'delivered', '__proto__', 'delivered'],
  ] as const)('%s', (_, known, told, status) => {
    expect(eventOf(message({ status: told }), standing(known)).status).toBe(status);
  });

  test('is facts: segments, price, error code, and when it changed last', () => {
    const told = { status: 'undelivered', num_segments: '3', price: '-0.0249', error_code: 30_007 };
    expect(eventOf(message(told), standing('undelivered'))).toMatchObject({
      segments: 3,
      costMicros: 24_900,
      errorCode: '30007',
      at: Date.UTC(2025, 5, 2, 14, 6, 30),
    });
  });

  test('is no fact where it is none: no segments yet, no price, no error, no time', () => {
    const told = { num_segments: '0', price: null, error_code: null, date_updated: 'soon' };
    expect(eventOf(message(told), standing('delivered'))).toMatchObject({
      segments: undefined,
      costMicros: undefined,
      errorCode: undefined,
      at: undefined,
    });
  });

  test('never names anybody: no number, no label', () => {
    const event = eventOf(message({ to: '+14155550123', from: '+14155550100' }), standing('delivered'));
    expect(Object.keys(event).sort()).toEqual(
      ['at', 'channel', 'costMicros', 'errorCode', 'id', 'kind', 'provider', 'segments', 'status', 'word'].sort(),
    );
  });
});

describe("an account's API key", () => {
  const [one, two] = ['1', '2'].map((digit) => `AC${digit.repeat(32)}`);
  const line = (account: string | undefined, secret = 's:e@c') => `SK${'a'.repeat(32)}:${secret}@${account}`;

  test.each([
    ['is found by the account', [line(one, 'first'), line(two, 'second')], two, 'second'],
    ['may have any secret', [line(one)], one, 's:e@c'],
    ['is the only one for a message without an account', [line(one, 'first')], undefined, 'first'],
    ['is none for a message without an account among several', [line(one), line(two)], undefined, undefined],
    ["is none for another's account", [line(one)], two, undefined],
    ['is none if the line is an auth token', [`${one}=token`], one, undefined],
    ['is none without lines', [], one, undefined],
  ])('%s', (_, lines, account, secret) => {
    expect(apiKeyFor(lines, account)?.secret).toBe(secret);
  });
});
