import { createHash } from 'node:crypto';

/** How many digits a stream sequence number may have; shorter ones are padded, so that text order is number order. */
const sequenceDigits = 40;

export function paddedSequence(sequence: string): string {
  return sequence.padStart(sequenceDigits, '0');
}

/** The attribute in which a counter item remembers how far a shard has been added. */
export function markName(shardId: string): string {
  return `~${createHash('sha256').update(shardId).digest('hex').slice(0, 10)}`;
}
