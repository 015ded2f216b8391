import { createHmac, createSecretKey } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { NumberIdentity } from './entry-base.ts';
import { remember } from './remember.ts';

/** A whole number as E.164 writes it: + and 6 to 15 digits, the country code first. */
export const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * Turns a number into what may be kept: a keyed hash, a masked form and its country. Senders that are no numbers
 * (short codes, names) are not personal and stay readable.
 * @param key the deployment's number key; never empty
 */
export function identifyNumber(text: string, key: string): NumberIdentity {
  return identifierOf(key)(text);
}

/** A message's number comes with each of its statuses, a sender's with each of its messages. */
const rememberedNumbers = 5000;

const identifierOf = remember(4, (key) => {
  const secret = createSecretKey(key, 'utf8');
  return remember(rememberedNumbers, (text): NumberIdentity => {
    const address = text.replace(/^[a-z]+:/i, '').trim();
    return {
      hash: createHmac('sha256', secret).update(address).digest('hex').slice(0, 32),
      masked: maskNumber(address),
      country: countryOf(address),
    };
  });
});

/** `+14155550123` → `+1415•••0123`. A number too short to hide its middle shows its last two digits. */
export function maskNumber(address: string): string {
  if (!/^\+?\d{7,}$/.test(address)) return address.replace(/\d{7,}/g, '•••').slice(0, 32);
  return address.length < 11 ? `•••${address.slice(-2)}` : `${address.slice(0, 5)}•••${address.slice(-4)}`;
}

/** What a person wrote, with what looks like a phone number left out. Dates stay. */
export function withoutPhoneNumbers(text: string): string {
  return text.replace(/\+?\(?\d[\d ().-]{5,}\d/g, (found) => (/^\d{4}-\d\d-\d\d$/.test(found) ? found : '•••'));
}

/** The digits that decide: in North America the area code and the next one, elsewhere nine with the country's code. */
function countryOf(address: string): string {
  if (!/^\+\d{3,20}$/.test(address)) return 'unknown';
  const decisive = address.slice(0, address.startsWith('+1') ? 6 : 10);
  return countryOfNumberLike(decisive.padEnd(address.length, '5'));
}

const countryOfNumberLike = remember(20_000, (address) => {
  const known = parsePhoneNumberFromString(address)?.country;
  // Numbers that all of the North American plan shares, such as toll-free ones, have no country of their own.
  return known ?? (/^\+1\d{10}$/.test(address) ? 'US' : 'unknown');
});
