import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../functions/config/define-config.ts';
import { parseConfig } from '../../functions/config/load-config.ts';
import { day, hour, minute } from '../../functions/core/time.ts';

const parse = (input: object) => parseConfig(JSON.stringify({ rules: [], ...input }));

function complaint(input: object): string {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

const price = (settings: object) => ({
  rateCards: [{ provider: 'twilio', asOf: '2026-11-01', prices: [{ segment: '$0.0083', ...settings }] }],
});
const pricesOf = (settings: object) => parse(price(settings)).rateCards[0]?.prices[0];

describe('prices', () => {
  test.each([
    ['$0.0083', 8300],
    ['$0.000001', 1],
    ['$1', 1_000_000],
    ['$12.345678', 12_345_678],
    ['$0', 0],
    [8300, 8300],
  ])('%s is %i micro-dollars', (segment, segmentMicros) => {
    expect(pricesOf({ segment })).toEqual({ channel: 'sms', segmentMicros, carrierFees: {} });
  });

  test.each([
    ['0.0083'],
    ['$0.00000083'],
    ['$.5'],
    ['$1,000'],
    ['8 ct'],
    ['$1000000'],
    ['-$1'],
    [''],
    [0.0083],
    [-1],
    [true],
  ])('%s is refused, with what to write and the place', (segment) => {
    const message = complaint(price({ segment }));
    expect(message).toContain('write dollars such as $0.0083, with at most six decimals');
    expect(message).toContain('→ at rateCards[0].prices[0].segment');
  });

  test('fees are by the name under which a carrier is counted, and `*`', () => {
    const carrierFees = { 'AT&T': '$0.003', 'T-Mobile': '$0.0045', '*': '$0.002' };
    expect(pricesOf({ carrierFees })?.carrierFees).toEqual({ 'AT&T': 3000, 'T-Mobile': 4500, '*': 2000 });
    expect(complaint(price({ carrierFees: { 'T-MOBILE USA, INC.': '$0.0045' } }))).toContain(
      'this carrier is counted as T-Mobile: write that',
    );
  });

  test.each([
    ['without a price', price({ segment: undefined }), 'is missing\n  → at rateCards[0].prices[0].segment'],
    ['of a country in words', price({ country: 'Germany' }), 'write an ISO 3166 code such as US'],
    ['of no prices', { rateCards: [{ provider: 'twilio', asOf: '2026-11-01', prices: [] }] }, 'rateCards[0].prices'],
    ['of no day', { rateCards: [{ provider: 'twilio', asOf: 'November', prices: [] }] }, 'rateCards[0].asOf'],
    ['with a fee that is no price', price({ carrierFees: { '*': 'free' } }), 'rateCards[0].prices[0].carrierFees'],
  ])('a card %s is refused readably', (_, input, message) => {
    expect(complaint(input)).toContain(message);
  });
});

describe('what nobody says', () => {
  const config = parse({});

  test('keeps minutes 3 days, hours and the journal 90, days and months 25 months', () => {
    expect(config.retention).toMatchObject({ minute: 3 * day, hour: 90 * day, journal: 90 * day });
    expect(config.retention.day).toBeGreaterThan(750 * day);
    expect(config.retention.month).toBe(config.retention.day);
  });

  test('counts so many values of a dimension apart in a day', () => {
    expect(config.limits).toEqual({
      carrier: 50,
      campaign: 300,
      sender: 300,
      pool: 100,
      template: 200,
      errorCode: 200,
    });
  });

  test('waits 72 hours for a receipt, on every channel', () => {
    const channels = ['sms', 'mms', 'rcs', 'whatsapp', 'messenger', 'other'];
    expect(config.expiry).toEqual(Object.fromEntries(channels.map((channel) => [channel, 72 * hour])));
  });

  test('takes 5 minutes for an immediate answer, 3 days for an answer, and no classes of its own', () => {
    expect(config.tenants.main?.inbound).toEqual({ classes: {}, immediate: 5 * minute, answer: 3 * day });
  });

  test('asks Twilio nothing; switched on, about failures and a hundredth of the rest, 5 times a second', () => {
    expect(config.enrich).toEqual({});
    expect(parse({ enrich: { twilio: {} } }).enrich.twilio).toEqual({ sample: 0.01, failed: true, perSecond: 5 });
  });
});

describe('what is out of range is refused, with its place', () => {
  test.each([
    ['minutes for 2 days', { retention: { minute: '2d' } }, 'retention.minute'],
    ['hours for a week', { retention: { hour: '7d' } }, 'retention.hour'],
    ['days for two months', { retention: { day: '61d' } }, 'retention.day'],
    ['days that hardly outlive the hours', { retention: { day: '100d' } }, 'retention.day'],
    ['months for two months', { retention: { month: '61d' } }, 'retention.month'],
    ['a journal shorter than the hours', { retention: { hour: '90d', journal: '30d' } }, 'retention.journal'],
    ['registrations for a month', { retention: { registration: '30d' } }, 'retention.registration'],
    ['no campaigns', { limits: { campaign: 0 } }, 'limits.campaign'],
    ['5,000 campaigns', { limits: { campaign: 5000 } }, 'limits.campaign'],
    ['an unknown limit', { limits: { country: 5 } }, 'at limits'],
    ['half an hour for a receipt', { expiry: { sms: '30m' } }, 'expiry.sms'],
    ['90 minutes for a receipt', { expiry: { sms: '90m' } }, 'expiry.sms'],
    ['31 days for a receipt', { expiry: { whatsapp: '31d' } }, 'expiry.whatsapp'],
    [
      'a class with capitals',
      { tenants: { main: { inbound: { classes: { Yes: ['yes'] } } } } },
      'main.inbound.classes',
    ],
    ['a class without words', { tenants: { main: { inbound: { classes: { yes: [] } } } } }, 'main.inbound.classes.yes'],
    ['a month and more for an answer', { tenants: { main: { inbound: { answer: '31d' } } } }, 'main.inbound.answer'],
    ['a sample beyond all', { enrich: { twilio: { sample: '101%' } } }, 'enrich.twilio.sample'],
    ['no request a second', { enrich: { twilio: { perSecond: 0 } } }, 'enrich.twilio.perSecond'],
  ])('%s', (_, input, place) => {
    expect(complaint(input)).toContain(place);
  });
});

test('a configuration with everything in it stays the same when it is read again', () => {
  const config = parse({
    retention: { minute: '4d', hour: '30d', journal: '60d' },
    limits: { campaign: 1000 },
    expiry: { sms: '48h' },
    enrich: { twilio: { sample: '2.5%', failed: false, perSecond: 10 } },
    tenants: { main: { inbound: { classes: { yes: ['yes', 'ok'] }, immediate: '10m', answer: '1d' } } },
    ...price({ country: 'US', channel: 'mms', carrierFees: { 'AT&T': '$0.003', '*': '$0.002' } }),
  });
  expect(parseConfig(JSON.stringify(config))).toEqual(config);
  expect(JSON.stringify(parseConfig(JSON.stringify(config)))).toBe(JSON.stringify(config));
});
