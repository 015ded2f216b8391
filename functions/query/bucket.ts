import {
  localDayStart,
  localHourStart,
  localMonthStart,
  nextLocalDayStart,
  nextLocalMonthStart,
  quarter,
} from '../core/calendar.ts';
import type { Granularity } from '../core/counter.ts';
import { minute, minuteStart } from '../core/time.ts';

/** `[from, to)`, epoch milliseconds. */
export type Span = { from: number; to: number };

/** A slot of time in a zone. `start` names it in keys; where clocks change by half an hour it is not `from`. */
export type Bucket = Span & { granularity: Granularity; start: number };

/** The bucket of a granularity in which `at` lies. */
export function bucketAt(zone: string, granularity: Granularity, at: number): Bucket {
  switch (granularity) {
    case 'minute': {
      const start = minuteStart(at);
      return { granularity, start, from: start, to: start + minute };
    }
    case 'hour':
      return hourAt(zone, at);
    case 'day': {
      const start = localDayStart(zone, at);
      return { granularity, start, from: start, to: nextLocalDayStart(zone, start) };
    }
    case 'month': {
      const start = localMonthStart(zone, at);
      return { granularity, start, from: start, to: nextLocalMonthStart(zone, start) };
    }
  }
}

/** The buckets of a granularity that lie in `span`, wholly or in part, in order. */
export function bucketsTouching(zone: string, granularity: Granularity, { from, to }: Span): Bucket[] {
  const buckets: Bucket[] = [];
  for (let at = from; at < to; ) {
    const bucket = bucketAt(zone, granularity, at);
    buckets.push(bucket);
    at = bucket.to;
  }
  return buckets;
}

export function isInside(inner: Span, outer: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** A local hour lasts an hour but where clocks change by half of one: then it is looked up by quarters. */
function hourAt(zone: string, at: number): Bucket {
  const start = localHourStart(zone, at);
  let from = Math.floor(at / quarter) * quarter;
  while (localHourStart(zone, from - quarter) === start) from -= quarter;
  let to = from + quarter;
  while (localHourStart(zone, to) === start) to += quarter;
  return { granularity: 'hour', start, from, to };
}
