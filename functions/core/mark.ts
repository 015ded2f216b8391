import { createHash } from 'node:crypto';

/** The printable characters of ASCII, in order, are the digits: `!` is 0. */
const base = 94n;
const zero = '!';

/** Wide enough for 40 decimal digits, the most that a stream sequence number may have. */
const markWidth = 21;

/**
 * A stream sequence number as marks keep it: text order is number order. As short as text can be, because every counter
 * item holds one for each shard, and is paid for by the kilobyte.
 */
export function markOf(sequence: string): string {
  let text = '';
  for (let left = BigInt(sequence); left > 0n; left /= base) {
    text = String.fromCharCode(zero.charCodeAt(0) + Number(left % base)) + text;
  }
  return text.padStart(markWidth, zero);
}

/** The attribute in which a counter item remembers how far a shard has been added. */
export function markName(shardId: string): string {
  return `~${createHash('sha256').update(shardId).digest('base64url').slice(0, 7)}`;
}
