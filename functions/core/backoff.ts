import { createHash } from 'node:crypto';
import { hour, minute, second } from './time.ts';

/** After this many failed attempts, about an hour, a notice is given up. */
export const mostAttempts = 9;

const longest = 15 * minute;

/** So often a channel's own word counts alone; then we are at least as patient as without it. */
const trusted = 3;

/**
 * How long to wait before the next attempt: what the channel asked for, else 30 s, doubled each time, at most 15 min.
 * @param attempts made so far, at least 1
 * @param askedMs what the channel asked for; more than an hour is not heard
 * @param seed spreads out, by up to a fifth, notices that failed together
 */
export function retryDelay(attempts: number, askedMs: number | undefined, seed: string): number {
  const patience = 30 * second * 2 ** (attempts - 1);
  const own = Math.min(longest, Math.round(patience * (1 + spread(`${seed} ${attempts}`) / 5)));
  if (askedMs === undefined) return own;
  const asked = Math.min(hour, askedMs);
  return attempts <= trusted ? asked : Math.max(asked, own);
}

/** A number from 0 to 1 that looks random and is the same for the same seed. */
function spread(seed: string): number {
  return createHash('sha256').update(seed).digest().readUInt16BE(0) / 0xffff;
}
