import fc from 'fast-check';
import { day, hour, minute, minuteStart } from '../../functions/core/time.ts';
import { bucketAt, type Span } from '../../functions/query/bucket.ts';

/** Half hours, quarters of an hour, a change by half an hour, changes at midnight both ways, and the date line. */
export const zones = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'America/Havana',
  'Atlantic/Azores',
  'Asia/Beirut',
  'America/St_Johns',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

/** A zone, a present, and a span of minutes before it: an hour at times, two years at others. */
export function anyQuestion(longest = 760 * day) {
  const length = fc.oneof(
    fc.integer({ min: 1, max: 180 }).map((minutes) => minutes * minute),
    fc.integer({ min: 1, max: 8 * 24 * 60 }).map((minutes) => minutes * minute),
    fc.integer({ min: 1, max: Math.floor(longest / hour) }).map((hours) => hours * hour),
  );
  const ago = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 500_000 }));
  const now = fc.integer({ min: Date.UTC(2026, 0, 1) / minute, max: Date.UTC(2028, 0, 1) / minute });
  return fc
    .record({ zone: fc.constantFrom(...zones), now, ago, length })
    .map(({ zone, now: at, ago: minutes, length: millis }) => {
      const to = (at - minutes) * minute;
      return { zone, now: at * minute + 1, span: { from: to - millis, to } satisfies Span };
    });
}

/** What ends now takes the present hour whole, or its minutes so far. */
export function endOf({ from, to }: Span, zone: string, now: number): number {
  if (to < minuteStart(now)) return to;
  const present = bucketAt(zone, 'hour', now);
  return from <= present.from ? present.to : minuteStart(now) + minute;
}

export const runs = Math.min(500, Number(process.env.PROPERTY_RUNS ?? 500));
