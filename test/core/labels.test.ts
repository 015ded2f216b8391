import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' };
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { normaliseCarrier } from '../../functions/core/carrier.ts';
import { identifyNumber } from '../../functions/core/phone.ts';
import { urlShape } from '../../functions/core/url-shape.ts';

test.each([
  ['T-MOBILE USA, INC.', 'T-Mobile'],
  ['t-mobile', 'T-Mobile'],
  ['AT&T MOBILITY', 'AT&T'],
  ['ATT', 'AT&T'],
  ['att wireless', 'AT&T'],
  ['New Cingular Wireless PCS, LLC', 'AT&T'],
  ['Verizon Wireless', 'Verizon'],
  ['CELLCO PARTNERSHIP DBA VERIZON', 'Verizon'],
  ['U.S. Cellular', 'US Cellular'],
  ['Telus Mobility', 'Telus'],
  ['  Some   Carrier, Inc. ', 'Some Carrier'],
  ['Attica Mobile', 'Attica Mobile'],
  ['a|b#c', 'a b c'],
  ['', 'unknown'],
  [' ', 'unknown'],
  [undefined, 'unknown'],
])('the carrier %j is counted as %j', (text, carrier) => {
  expect(normaliseCarrier(text)).toBe(carrier);
});

test('a country is known by its first digits alone', () => {
  const numbers = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? []);
  expect(numbers.length).toBeGreaterThan(200);
  const ofAllDigits = (number: string) => parsePhoneNumberFromString(number)?.country ?? 'unknown';
  expect(numbers.filter((number) => identifyNumber(number, 'key').country !== ofAllDigits(number))).toEqual([]);
});

test.each([
  ['+14155550123', '+1415•••0123', 'US'],
  ['+16475550123', '+1647•••0123', 'CA'],
  ['+442071838750', '+4420•••8750', 'GB'],
  ['+18005551212', '+1800•••1212', 'US'],
  ['whatsapp:+919876543210', '+9198•••3210', 'IN'],
  ['+1234567', '•••67', 'unknown'],
  ['12345', '12345', 'unknown'],
  ['ACME', 'ACME', 'unknown'],
  ['agent 14155550123', 'agent •••', 'unknown'],
])('of %j only %j and the country %s are kept in the clear', (text, masked, country) => {
  expect(identifyNumber(text, 'key')).toMatchObject({ masked, country });
});

test('a number has the same hash on every channel, and another under another key', () => {
  const hash = (text: string, key: string) => identifyNumber(text, key).hash;
  expect(hash('whatsapp:+14155550123', 'key')).toBe(hash('+14155550123', 'key'));
  expect(hash('+14155550123', 'key')).toMatch(/^[0-9a-f]{32}$/);
  expect(hash('+14155550123', 'other')).not.toBe(hash('+14155550123', 'key'));
});

test('the shape of a URL names what its query has, without the values', () => {
  expect(urlShape('https://h.example/a?user=u-42&x=%20&flag')).toBe('https://h.example/a?user=…&x=…&flag=…');
  expect(urlShape('https://h.example/a')).toBe('https://h.example/a');
});
