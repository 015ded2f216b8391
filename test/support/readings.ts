import type { Dimension, Measures } from '../../functions/core/counter.ts';
import type { Readings } from '../../functions/rules/rule-kind.ts';

export type Asked = { dimension: Dimension; value?: string; from: number; to: number };

/** Counters that are the same whenever they are read, and remember what was asked of them. */
export function fixedReadings(minutes: Record<string, Measures>, hours: Record<string, Measures> = {}) {
  const asked: Asked[] = [];
  const read: Readings = {
    minutes: async (dimension, from, to) => {
      asked.push({ dimension, from, to });
      return new Map(Object.entries(minutes));
    },
    hours: async (dimension, value, from, to) => {
      asked.push({ dimension, value, from, to });
      return hours[value] ?? {};
    },
  };
  return { read, asked };
}
