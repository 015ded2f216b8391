import { type Counter, type Dimension, sumsByValue } from '../core/counter.ts';
import { hour, minute } from '../core/time.ts';
import type { History } from '../query/history.ts';
import type { Readings } from '../rules/rule-kind.ts';

/** The counters of a tenant, as rules read them. Each slice is read once: make a new one for every tick. */
export function counterReadings(history: History, tenant: string): Readings {
  const slices = new Map<string, Promise<Counter[]>>();
  const read = (dimension: Dimension, granularity: 'minute' | 'hour', from: number, to: number) => {
    const name = `${dimension} ${granularity} ${from} ${to}`;
    const slice = slices.get(name) ?? history.slice({ tenant, dimension, granularity, from, to });
    slices.set(name, slice);
    return slice;
  };
  return {
    /** Windows of different rules overlap, so each minute is asked for by itself. */
    async minutes(dimension, from, to) {
      const starts = Array.from({ length: Math.max(0, (to - from) / minute) }, (_, index) => from + index * minute);
      const found = await Promise.all(starts.map((start) => read(dimension, 'minute', start, start + minute)));
      return sumsByValue(found.flat());
    },
    async hours(dimension, value, from, to) {
      const inside = (await read(dimension, 'hour', from, to)).filter(({ start }) => start <= to - hour);
      return sumsByValue(inside).get(value) ?? {};
    },
  };
}
