import { describe, expect, test } from 'vitest';
import type { RateCard } from '../../functions/core/rate-card.ts';
import { rateCardWarnings, rateOf } from '../../functions/core/rate-card.ts';

const fees = { 'AT&T': 3000, '*': 2000 };
const card = (asOf: string, segmentMicros: number, provider = 'twilio'): RateCard => ({
  provider,
  asOf,
  prices: [
    { channel: 'sms', country: 'US', segmentMicros, carrierFees: fees },
    { channel: 'sms', segmentMicros: 10 * segmentMicros, carrierFees: {} },
    { channel: 'mms', country: 'US', segmentMicros: 2 * segmentMicros, carrierFees: {} },
  ],
});

const cards = [
  card('2026-07-01', 7900),
  card('2027-01-01', 9000),
  card('2026-11-01', 8300),
  card('2026-11-01', 1, 'telnyx'),
];
const message = (overrides: Partial<Parameters<typeof rateOf>[1]> = {}) => ({
  provider: 'twilio',
  channel: 'sms' as const,
  country: 'US',
  carrier: 'AT&T',
  startedAt: Date.UTC(2026, 10, 21),
  ...overrides,
});

describe('the newest card that held when the message started tells', () => {
  test.each([
    ['before the first card', Date.UTC(2026, 5, 30, 23, 59), undefined],
    ['on the first day of the first', Date.UTC(2026, 6, 1), 7900],
    ['a millisecond before the next', Date.UTC(2026, 10, 1) - 1, 7900],
    ['at midnight, in UTC, when the next begins', Date.UTC(2026, 10, 1), 8300],
    ['before a card of the future', Date.UTC(2026, 11, 31, 23, 59), 8300],
    ['long after the last', Date.UTC(2030, 0, 1), 9000],
  ])('%s', (_, startedAt, segmentMicros) => {
    expect(rateOf(cards, message({ startedAt }))?.segmentMicros).toBe(segmentMicros);
  });

  test('and says of which day it is', () => {
    expect(rateOf(cards, message())).toEqual({ segmentMicros: 8300, feeMicros: 3000, asOf: '2026-11-01' });
  });

  test('even if only an older one has a price: what a newer card leaves out, it does not know', () => {
    const emptied: RateCard = { ...card('2026-11-10', 1), prices: [] };
    expect(rateOf([...cards, emptied], message())).toBeUndefined();
  });
});

describe('a price', () => {
  test.each([
    ["is the country's own", { country: 'US' }, 8300, 3000],
    ['is that of every other country, with its own fees', { country: 'DE' }, 83000, 0],
    ['is that of every other country where nobody knows the country', { country: 'unknown' }, 83000, 0],
    ["is the channel's", { channel: 'mms' as const }, 16600, 0],
  ])('%s', (_, told, segmentMicros, feeMicros) => {
    expect(rateOf(cards, message(told))).toMatchObject({ segmentMicros, feeMicros });
  });

  test.each([
    ['another channel', { channel: 'whatsapp' as const }],
    ['another country, if no price is for all', { channel: 'mms' as const, country: 'DE' }],
    ['another provider', { provider: 'meta' }],
    ['a provider by a hostile name', { provider: '__proto__' }],
  ])('is unknown for %s', (_, told) => {
    expect(rateOf(cards, message(told))).toBeUndefined();
  });
});

describe("a carrier's fee", () => {
  test.each([
    ['is by name', 'AT&T', 3000],
    ['is `*` for every other', 'Verizon', 2000],
    ['is `*` where nobody knows the carrier', 'unknown', 2000],
    ['is `*` for __proto__', '__proto__', 2000],
    ['is `*` for constructor', 'constructor', 2000],
    ['is `*` for toString', 'toString', 2000],
  ])('%s', (_, carrier, feeMicros) => {
    expect(rateOf(cards, message({ carrier }))?.feeMicros).toBe(feeMicros);
  });

  test.each(['AT&T', '__proto__', 'constructor'])('is none for %s where the card has none', (carrier) => {
    expect(rateOf(cards, message({ channel: 'mms', carrier }))?.feeMicros).toBe(0);
  });

  test('of nothing stands against `*`', () => {
    const free: RateCard = {
      ...card('2026-11-10', 1),
      prices: [{ channel: 'sms', segmentMicros: 1, carrierFees: { Visible: 0, '*': 5 } }],
    };
    expect(rateOf([free], message({ carrier: 'Visible' }))?.feeMicros).toBe(0);
  });
});

describe('a person hears of', () => {
  const heard = (list: RateCard[], now: number) => rateCardWarnings(list, ['twilio', 'telnyx'], now);
  const old = 'rateCards: the prices of twilio are of 2026-07-01, 181 days ago; compare them with its price list';

  test.each([
    ['nothing where there are no cards', [], Date.UTC(2026, 10, 21), []],
    ['nothing of a card of 180 days', [card('2026-07-01', 1)], Date.UTC(2026, 11, 28), []],
    ['a card older than 180 days', [card('2026-07-01', 1)], Date.UTC(2026, 11, 29), [old]],
    ['nothing of an old card that another replaced', cards, Date.UTC(2026, 11, 29), []],
    [
      'an old card that is not replaced yet',
      [card('2026-07-01', 1), card('2027-01-01', 1)],
      Date.UTC(2026, 11, 29),
      [old],
    ],
    ['nothing of a card that does not hold yet', [card('2027-01-01', 1)], Date.UTC(2026, 11, 29), []],
    [
      'a card of nobody',
      [card('2026-11-01', 1, 'twillio')],
      Date.UTC(2026, 10, 21),
      ['rateCards: "twillio" is no provider; there are: twilio, telnyx'],
    ],
  ])('%s', (_, list, now, texts) => {
    expect(heard(list, now)).toEqual(texts);
  });
});
