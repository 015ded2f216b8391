import type { Verdict } from './alert.ts';

/** What a bucket usually holds, by those before it: median, and median distance from it. */
export type Usual = { median: number; distance: number };

/** What is expected of a bucket, or of a part of one, and how far it strays by chance. */
export type Expected = { amount: number; deviation: number };

/** How far from what is expected is bad (SEMANTICS 4.12). */
export type Limits = {
  direction: 'drop' | 'spike';
  /** So many deviations away … */
  deviations: number;
  /** … and a drop below this share of what is expected, a spike above as many times. */
  share: number;
  /** A drop is told of where so much is expected, a spike where so much was counted. */
  minExpected: number;
};

/** @throws RangeError without values */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('there is no median of nothing');
  return (low + high) / 2;
}

/** @param buckets what the same buckets held before, at least one */
export function usualOf(buckets: readonly number[]): Usual {
  const middle = median(buckets);
  return { median: middle, distance: median(buckets.map((amount) => Math.abs(amount - middle))) };
}

/** Turns a median distance into a standard deviation, where amounts are normally distributed. */
const normal = 1.4826;

/** @param elapsed which part of the bucket is over, 0 to 1; within a bucket traffic is taken to be even */
export function expectedOf(usual: Usual, elapsed = 1): Expected {
  const amount = elapsed * usual.median;
  return { amount, deviation: Math.max(normal * elapsed * usual.distance, Math.sqrt(amount), 0.05 * amount) };
}

/** Where too little is expected for a drop to tell, it is unknown whether there is one. */
export function strays(current: number, { amount, deviation }: Expected, limits: Limits): Verdict {
  const { deviations, share, minExpected } = limits;
  if (limits.direction === 'drop') {
    if (amount < minExpected) return 'unknown';
    return current < amount - deviations * deviation && current < share * amount ? 'bad' : 'good';
  }
  const isSpike = current > amount + deviations * deviation && current > amount / share;
  return isSpike && current >= minExpected ? 'bad' : 'good';
}
