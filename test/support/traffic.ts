import { localDayStart } from '../../functions/core/calendar.ts';
import type { Counter, Dimension, Granularity, Measures } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import type { History, Slice } from '../../functions/query/history.ts';
import type { Readings } from '../../functions/rules/rule-kind.ts';
import { emptyReadings, emptySources } from './readings.ts';

/** What is counted in the minute that begins at `at`, by value of the dimension. */
export type Traffic = (dimension: Dimension, at: number) => Record<string, Measures>;

/** Readings, as they are at a tick, of a history in which every hour and day is the sum of its minutes. */
export function trafficReadings(traffic: Traffic, tick: number, zone = 'UTC'): Readings {
  const history: History = {
    get: async () => [],
    slice: async (slice) => [...countersOf(traffic, slice, tick, zone)],
  };
  const context = { tenant: 'main', zone, tick, minutesComplete: day };
  return { ...emptyReadings(), ...createReadings(context, emptySources(history)) };
}

/** Zones of whole hours only: their hours are UTC's. */
function* countersOf(traffic: Traffic, slice: Slice, tick: number, zone: string): Generator<Counter> {
  const { tenant, dimension, granularity } = slice;
  for (let at = slice.from; at < Math.min(slice.to, tick); at += minute) {
    const start = startOf(granularity, at, zone);
    for (const [value, measures] of Object.entries(traffic(dimension, at))) {
      yield { tenant, dimension, value, granularity, start, measures };
    }
  }
}

function startOf(granularity: Granularity, at: number, zone: string): number {
  if (granularity === 'day') return localDayStart(zone, at);
  return granularity === 'hour' ? Math.floor(at / hour) * hour : at;
}

/** Messages that started in a minute, of which some failed. */
export function sent(started: number, failed = 0): Measures {
  return { 'o.started': started, 'o.delivered': started - failed, 'o.failed': failed, 't.sent': started };
}
