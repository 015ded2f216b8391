import { createHash } from 'node:crypto';

/** Wide enough for 40 decimal digits, the most that a stream sequence number may have, in base 36. */
const markWidth = 26;

/**
 * A stream sequence number as marks keep it: text order is number order. Base 36, because every counter item holds one
 * for each shard, and is paid for by the kilobyte.
 */
export function markOf(sequence: string): string {
  return BigInt(sequence).toString(36).padStart(markWidth, '0');
}

/** The attribute in which a counter item remembers how far a shard has been added. */
export function markName(shardId: string): string {
  return `~${createHash('sha256').update(shardId).digest('base64url').slice(0, 8)}`;
}
