import type { CounterId, Granularity } from './counter.ts';
import { day, hour } from './time.ts';

/** How long each kind of item is kept, in milliseconds: counters from the start of their bucket. */
export type Retention = Record<Granularity, number> & {
  /** Messages, calls and the other journal entries, from their start. */
  journal: number;
  /** How a brand, campaign or number stands, from the last news of it. */
  registration: number;
};

export const defaultRetention: Retention = {
  minute: 3 * day,
  hour: 90 * day,
  day: 762 * day,
  month: 762 * day,
  journal: 90 * day,
  registration: 762 * day,
};

/** A bucket this close to its expiry takes no more counts, so that a deleted item is never born again half empty. */
export const expiryGuard = 48 * hour;

/** For how long minutes take counts, from their start. */
export function minutesComplete(retention: Retention): number {
  return retention.minute - expiryGuard;
}

export function expiresAt(id: CounterId, retention: Retention): number {
  return id.start + retention[id.granularity];
}

export function acceptsCounts(id: CounterId, now: number, retention: Retention): boolean {
  return now < expiresAt(id, retention) - expiryGuard;
}
