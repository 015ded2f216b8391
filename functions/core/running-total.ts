import type { Measures } from './counter.ts';

/** Whose transitions are added up for good. */
export type RunningId = { tenant: string; provider: string };

/**
 * Everything that ever happened, by transition (`t.*`). It has no bucket, never falls and never expires: what scrapes
 * ask for, and what no sum of buckets can be, for these expire.
 */
export type RunningTotal = RunningId & { measures: Measures };
