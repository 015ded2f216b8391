import type { Counter, Measures } from '../../functions/core/counter.ts';
import { hour, minute, minutesBetween } from '../../functions/core/time.ts';
import type { History, Slice } from '../../functions/query/history.ts';

/**
 * Counters of providers, a character for each minute from `from` on: `.` 20 messages arrive, `!` none of 20 does, `-` 14
 * of 20 do, a blank is silence. Remembers what was asked of it.
 */
export function timelineHistory(from: number, traffic: Readonly<Record<string, string>>) {
  const asked: Slice[] = [];
  const ofMinute = (start: number): Counter[] =>
    Object.entries(traffic).flatMap(([value, line]) => {
      const measures = measuresOf(line[(start - from) / minute]);
      return measures ? { tenant: 'main', dimension: 'provider', granularity: 'minute', value, start, measures } : [];
    });
  const history: History = {
    get: async () => [],
    async slice(slice) {
      asked.push(slice);
      const { dimension, granularity } = slice;
      if (dimension !== 'provider') return [];
      const minutes = minutesBetween(slice.from, slice.to).flatMap(ofMinute);
      if (granularity === 'minute') return minutes;
      return minutes.map((one) => ({ ...one, granularity, start: Math.floor(one.start / hour) * hour }));
    },
  };
  return { history, asked };
}

function measuresOf(seen: string | undefined): Measures | undefined {
  if (seen === '.') return { 'o.started': 20, 'o.delivered': 20 };
  if (seen === '-') return { 'o.started': 20, 'o.delivered': 14, 'o.undelivered': 6 };
  if (seen === '!') return { 'o.started': 20, 'o.undelivered': 20 };
  return undefined;
}
