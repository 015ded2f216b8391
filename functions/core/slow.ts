import { type Measures, measure, pending } from './counter.ts';
import { type LatencyBucket, latencyBuckets } from './histogram.ts';

/** Messages that took long, of all that were delivered or wait. Not always whole: a histogram's bucket may be split. */
export type SlowMessages = { slow: number; all: number };

/** What started in `[from, to)`, epoch milliseconds. */
type Bucket = { from: number; to: number; measures: Measures };

/**
 * Messages that were delivered no sooner than `after`, or wait for as long already (SEMANTICS 4.14).
 * @param after milliseconds; where it is no bound of the histogram, its bucket is split evenly
 */
export function slowOf(buckets: readonly Bucket[], now: number, after: number): SlowMessages {
  const found: SlowMessages = { slow: 0, all: 0 };
  for (const { to, measures } of buckets) {
    const waiting = pending(measures);
    found.all += measure(measures, 'o.delivered') + waiting;
    for (const late of latencyBuckets(measures, 'receipt')) found.slow += late.count * partBeyond(late, after);
    // What waits in a bucket began before its end: it is certain to be slow only from there on.
    if (now - to >= after) found.slow += waiting;
  }
  return found;
}

function partBeyond({ from, to }: LatencyBucket, after: number): number {
  if (after <= from) return 1;
  if (after >= to) return 0;
  return Number.isFinite(to) ? (to - after) / (to - from) : 1;
}

/** Which providers deliver slowly. `everywhere`: all do, so the fault is ours or the recipients' and no provider's. */
export type Slowness = { kind: 'none' } | { kind: 'providers'; providers: string[] } | { kind: 'everywhere' };

/**
 * The rule by which GOV.UK Notify leaves a slow provider (SEMANTICS 4.14).
 *
 * @param shares of each provider's messages the slow ones; `undefined` without messages enough to say
 * @param slowFrom from this share on a provider is slow
 */
export function slownessOf(shares: Readonly<Record<string, number | undefined>>, slowFrom: number): Slowness {
  const judged = Object.entries(shares).filter(([, share]) => share !== undefined);
  const slow = judged.filter(([, share]) => share !== undefined && share >= slowFrom).map(([provider]) => provider);
  if (slow.length === 0) return { kind: 'none' };
  return slow.length === judged.length ? { kind: 'everywhere' } : { kind: 'providers', providers: slow.sort() };
}
