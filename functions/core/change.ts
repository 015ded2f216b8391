import type { Verdict } from './alert.ts';
import { normalQuantile } from './normal.ts';

/** What is compared: a share with a share, or an amount with an amount. */
export type Compared = {
  now: number;
  before: number;
  /** The least of it that could have been there: one case, or so much money. Stands for nothing at all. */
  least: number;
  /** How many standard deviations they lie apart; absent: of money nobody knows. */
  z?: number | undefined;
};

/** `factor`: more than so many times as much. `rise`, `fall`: more, or less, by more than this part. */
export type ChangeLimit = { factor: number } | { rise: number } | { fall: number };

/** So many times as much. Where there was nothing, as if the least had been there. */
export function factorOf({ now, before, least }: Compared): number {
  return now / (before > 0 ? before : least);
}

/** Parts of hours and means do not come out even: what is this close to the limit has not passed it. */
const uneven = 1e-9;

/** Whether it moved beyond the limit. From nothing to something is beyond any. */
function isBeyond({ now, before }: Compared, limit: ChangeLimit): boolean {
  if ('fall' in limit) return now < before * (1 - limit.fall) * (1 - uneven);
  return now > before * ('factor' in limit ? limit.factor : 1 + limit.rise) * (1 + uneven);
}

/** Beyond the limit and no chance: bad. Within it: good. What may be chance is unknown. */
export function changeVerdict(compared: Compared, limit: ChangeLimit, critical: number): Verdict {
  if (!isBeyond(compared, limit)) return 'good';
  return compared.z === undefined || Math.abs(compared.z) > critical ? 'bad' : 'unknown';
}

/**
 * So many standard deviations two of `groups` pairs must lie apart to be certain of any, looking both ways: 1.959964 for
 * 95 % and one pair. Bonferroni: among twenty carriers one is worse by chance (SEMANTICS 4.11).
 */
export function criticalZ(certain: number, groups: number): number {
  return normalQuantile(1 - (1 - certain) / (2 * Math.max(1, groups)));
}
