import { minute } from './time.ts';

/** From this share of slow messages on, a provider is slow. */
const slowFrom = 0.3;

/** Nothing is switched twice within this time. */
const calmFor = 10 * minute;

/**
 * Which providers deliver slowly. `everywhere`: all that have messages are slow, so the fault is ours or the
 * recipients' and no provider's. `wait`: something was switched too short a time ago.
 */
export type Slowness =
  | { kind: 'none' }
  | { kind: 'providers'; providers: string[] }
  | { kind: 'everywhere' }
  | { kind: 'wait'; until: number };

/**
 * The rule by which GOV.UK Notify leaves a slow provider (SEMANTICS 4.14).
 *
 * @param shares of each provider's messages of the last ten minutes the slow ones; `undefined` without messages
 * @param switchedAt when a provider was last left for this reason
 */
export function slowness(
  shares: Readonly<Record<string, number | undefined>>,
  now: number,
  switchedAt?: number,
): Slowness {
  const judged = Object.entries(shares).filter(([, share]) => share !== undefined);
  const slow = judged.filter(([, share]) => share !== undefined && share >= slowFrom).map(([provider]) => provider);
  if (slow.length === 0) return { kind: 'none' };
  if (slow.length === judged.length) return { kind: 'everywhere' };
  if (switchedAt !== undefined && now < switchedAt + calmFor) return { kind: 'wait', until: switchedAt + calmFor };
  return { kind: 'providers', providers: slow.sort() };
}
