import { type Dimension, type Measures, sumOf } from '../../functions/core/counter.ts';
import { minute, minutesBetween } from '../../functions/core/time.ts';
import type { Sources } from '../../functions/evaluate/readings.ts';
import type { History } from '../../functions/query/history.ts';
import { judge, type RuleSettings } from '../../functions/rules/index.ts';
import type { Look, Readings, Series, Slot, Span } from '../../functions/rules/rule-kind.ts';

export type Asked = { dimension: Dimension } & Span;
type Values = Record<string, Measures>;

/** Readings of nothing at all, but what a test gives. */
export function emptyReadings(some: Partial<Readings> = {}): Readings {
  return {
    sums: async () => new Map(),
    slots: async () => [],
    minutes: async () => [],
    hours: async () => [],
    days: async () => [],
    gauges: async () => new Map(),
    registrations: async () => [],
    metric: async () => [],
    series: async () => [],
    health: () => new Map(),
    ...some,
  };
}

/** A history, and nothing else to read from. */
export function emptySources(history: History): Sources {
  return {
    history,
    gauges: async () => new Map(),
    registrations: async () => [],
    metric: async () => [],
  };
}

/**
 * Counters that are the same whenever they are read, and remember what was asked of them. Spans of up to three hours
 * hold `recent`, longer ones `usual`; where they differ by dimension, a function tells them.
 */
export function fixedReadings(recent: Values | ((dimension: Dimension) => Values), usual: Values = {}) {
  const asked: Asked[] = [];
  const read = emptyReadings({
    sums: async (dimension, { from, to }) => {
      asked.push({ dimension, from, to });
      const long = to - from > 3 * 3_600_000;
      return new Map(Object.entries(long ? usual : typeof recent === 'function' ? recent(dimension) : recent));
    },
  });
  return { read, asked };
}

/** A tick in a zone. */
export function lookAt(tick: number, read: Readings, zone = 'UTC'): Look {
  return { tick, zone, stage: 'test', read };
}

/** The label sets that a rule finds. */
export async function seriesOf(rule: RuleSettings, tick: number, read: Readings): Promise<Series[]> {
  return (await judge(rule, lookAt(tick, read))).series;
}

/** A slot of counters. */
export function slot(from: number, to: number, values: Values): Slot {
  return { from, to, values: new Map(Object.entries(values)) };
}

/** Something that was counted at an instant under a value of its dimension. */
export type CountedAt = { at: number; value: string; measures: Measures };

/** The minutes of whatever was counted, whole dimension by whole dimension; long spans too. */
export function minuteReadings(counted: readonly CountedAt[]): Readings {
  const slots = async (_: Dimension, { from, to }: Span) =>
    minutesBetween(from, to).map((start) => {
      const inside = counted.filter(({ at }) => at >= start && at < start + minute);
      const byValue = Map.groupBy(inside, ({ value }) => value);
      const values = [...byValue].map(([value, of]) => [value, sumOf(of.map(({ measures }) => measures))] as const);
      return { from: start, to: start + minute, values: new Map(values) };
    });
  return emptyReadings({ slots, minutes: slots });
}
