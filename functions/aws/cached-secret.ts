import type { SecretAnswer } from '../core/secret.ts';

export type SecretLifetimes = { knownMs: number; noneMs: number; unavailableMs: number };

/**
 * Remembers one secret: a single read at a time, and the last known lines serve while the secret cannot be read.
 * @param read never throws
 * @param wall wall-clock time in epoch milliseconds
 */
export function cachedSecret(
  read: () => Promise<SecretAnswer>,
  wall: () => number,
  lifetimes: SecretLifetimes,
): () => Promise<SecretAnswer> {
  let held: { answer: SecretAnswer; until: number } | undefined;
  let reading: Promise<SecretAnswer> | undefined;
  const refresh = async () => {
    const fresh = await read();
    const answer = fresh.kind === 'unavailable' && held?.answer.kind === 'known' ? held.answer : fresh;
    held = { answer, until: wall() + lifetimeOf(fresh, lifetimes) };
    reading = undefined;
    return answer;
  };
  return async () => {
    if (held && wall() < held.until) return held.answer;
    reading ??= refresh();
    return reading;
  };
}

function lifetimeOf(answer: SecretAnswer, lifetimes: SecretLifetimes): number {
  if (answer.kind === 'known') return lifetimes.knownMs;
  return answer.kind === 'none' ? lifetimes.noneMs : lifetimes.unavailableMs;
}
