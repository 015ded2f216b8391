import type { Counter, CounterId, Dimension, Granularity } from '../core/counter.ts';

/** Buckets of one granularity with `from <= start < to`, of one tenant and dimension, whatever the value. */
export type Slice = { tenant: string; dimension: Dimension; granularity: Granularity; from: number; to: number };

/** The counters as they can be read. Expired ones are never among them. */
export type History = {
  /** Counters whose keys are known, in any order; those that do not exist are left out. One read for each hundred. */
  get(ids: readonly CounterId[]): Promise<Counter[]>;
  /** Every value's counters, but users', who lie each alone. One query for each minute, day of hours, month of days or year of months. */
  slice(slice: Slice): Promise<Counter[]>;
};
