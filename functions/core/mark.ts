import { createHash } from 'node:crypto';

/** The printable characters of ASCII, in order, are the digits: `!` is 0. */
const base = 94n;
const zero = '!';

/**
 * A stream sequence number as marks keep it: text order is number order, for the first character tells how many digits
 * follow. As short as text can be, because every counter item holds one for each shard, and is paid for by the kilobyte.
 * @param sequence decimal; DynamoDB's have up to 40 digits
 */
export function markOf(sequence: string): string {
  let text = '';
  for (let left = BigInt(sequence); left > 0n; left /= base) {
    text = String.fromCharCode(zero.charCodeAt(0) + Number(left % base)) + text;
  }
  return String.fromCharCode(zero.charCodeAt(0) + text.length) + text;
}

/** The attribute in which a counter item remembers how far a shard has been added. */
export function markName(shardId: string): string {
  return `~${createHash('sha256').update(shardId).digest('base64url').slice(0, 7)}`;
}
