import type { Measures } from './counter.ts';

/** What an entry adds, whatever the scope. */
export type Tally = {
  /** Family `o`: in the buckets of the entry's start, in every scope that the entry belongs to. */
  outcomes: Measures;
  /** When it was planned to start later: `o.scheduled` lies there, for the start may be weeks away. Epoch milliseconds. */
  plannedAt?: number | undefined;
  /** Family `t`: one each, in the bucket in which it happened; scopes total and provider. */
  transitions: { measure: string; at: number }[];
  /** It is a message that failed: counters also say who is hit. */
  failed?: boolean;
  /** The error code that the entry is counted under, if it failed. */
  failedWith?: string | undefined;
};
