import type { Counter, Dimension, Measures } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import type { History, Slice } from '../../functions/query/history.ts';
import type { Readings } from '../../functions/rules/rule-kind.ts';
import { emptyReadings, emptySources } from './readings.ts';

/** What is counted in the minute that begins at `at`, by value of the dimension. */
export type Traffic = (dimension: Dimension, at: number) => Record<string, Measures>;

/** Readings, as they are at a tick, of a history in which every hour is the sum of its minutes. */
export function trafficReadings(traffic: Traffic, tick: number, zone = 'UTC'): Readings {
  const history: History = {
    get: async () => [],
    slice: async (slice) => [...countersOf(traffic, slice, tick)],
  };
  const context = { tenant: 'main', zone, tick, minutesComplete: day };
  return { ...emptyReadings(), ...createReadings(context, emptySources(history)) };
}

/** Zones of whole hours only: their hours are UTC's. */
function* countersOf(traffic: Traffic, slice: Slice, tick: number): Generator<Counter> {
  const { tenant, dimension, granularity } = slice;
  for (let at = slice.from; at < Math.min(slice.to, tick); at += minute) {
    const start = granularity === 'hour' ? Math.floor(at / hour) * hour : at;
    for (const [value, measures] of Object.entries(traffic(dimension, at))) {
      yield { tenant, dimension, value, granularity, start, measures };
    }
  }
}

/** Messages that started in a minute, of which some failed. */
export function sent(started: number, failed = 0): Measures {
  return { 'o.started': started, 'o.delivered': started - failed, 'o.failed': failed, 't.sent': started };
}
