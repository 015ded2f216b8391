import { createHmac } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { NumberIdentity } from './entry-base.ts';

/**
 * Turns a number into what may be kept: a keyed hash, a masked form and its country. Senders that are no numbers
 * (short codes, names) are not personal and stay readable.
 * @param key the deployment's number key; never empty
 */
export function identifyNumber(text: string, key: string): NumberIdentity {
  const address = text.replace(/^[a-z]+:/i, '').trim();
  return {
    hash: createHmac('sha256', key).update(address).digest('hex').slice(0, 32),
    masked: maskNumber(address),
    country: countryOf(address),
  };
}

/** `+14155550123` → `+1415•••0123`. A number too short to hide its middle shows its last two digits. */
export function maskNumber(address: string): string {
  if (!/^\+?\d{7,}$/.test(address)) return address.replace(/\d{7,}/g, '•••').slice(0, 32);
  return address.length < 11 ? `•••${address.slice(-2)}` : `${address.slice(0, 5)}•••${address.slice(-4)}`;
}

function countryOf(address: string): string {
  if (!address.startsWith('+')) return 'unknown';
  const known = parsePhoneNumberFromString(address)?.country;
  // Numbers that all of the North American plan shares, such as toll-free ones, have no country of their own.
  return known ?? (/^\+1\d{10}$/.test(address) ? 'US' : 'unknown');
}
