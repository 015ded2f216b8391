import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDayStart, localHourStart, localMonthStart } from '../../functions/core/calendar.ts';
import { defaultRetention, expiryGuard } from '../../functions/core/retention.ts';
import { day, hour, minute, minuteStart } from '../../functions/core/time.ts';
import { type Bucket, bucketAt, bucketsTouching, isInside, type Span } from '../../functions/query/bucket.ts';
import { ladder, type PlanRules, plan } from '../../functions/query/plan.ts';
import { anyQuestion, endOf, runs, zones } from './zones.ts';

const for99Years = 99 * 365 * day;
const forEver = {
  ...defaultRetention,
  minute: for99Years,
  hour: for99Years,
  day: for99Years,
  month: for99Years,
};

function rules(zone: string, now: number, more: Partial<PlanRules> = {}): PlanRules {
  return { zone, now, retention: defaultRetention, ladder, coarsest: 'month', ...more };
}

const startOf = {
  minute: (_: string, at: number) => minuteStart(at),
  hour: localHourStart,
  day: localDayStart,
  month: localMonthStart,
} as const;

function expectRow(tiles: readonly Bucket[]): void {
  expect(tiles.slice(1).map(({ from }) => from)).toEqual(tiles.slice(0, -1).map(({ to }) => to));
}

describe('the buckets of a span', () => {
  test('are disjoint, cover it exactly, and none is finer than needed, in any zone', () => {
    fc.assert(
      fc.property(anyQuestion(), ({ zone, now, span }) => {
        const tiles = plan(span, rules(zone, now, { retention: forEver }));
        expectRow(tiles);
        const whole = { from: span.from, to: endOf(span, zone, now) };
        expect({ from: tiles[0]?.from, to: tiles.at(-1)?.to }).toEqual(whole);
        for (const tile of tiles) expect(coarserOf(zone, tile).filter((one) => mayServe(one, whole, now))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('hold what their keys say: every instant in one has its start', () => {
    fc.assert(
      fc.property(anyQuestion(), ({ zone, now, span }) => {
        for (const { granularity, start, from, to } of plan(span, rules(zone, now))) {
          for (const at of [from, (from + to) / 2, to - 1]) expect(startOf[granularity](zone, at)).toBe(start);
        }
      }),
      { numRuns: runs },
    );
  });

  test('are all kept; they reach beyond the span only where finer ones are gone', () => {
    fc.assert(
      fc.property(anyQuestion(), ({ zone, now, span }) => {
        const tiles = plan(span, rules(zone, now));
        expectRow(tiles);
        expect(tiles.filter((tile) => !isKept(tile, now))).toEqual([]);
        for (const tile of tiles.filter((one) => !isInside(one, { ...span, to: endOf(span, zone, now) }))) {
          const edge = Math.max(tile.from, span.from);
          const finer = ladder.slice(ladder.indexOf(tile.granularity) + 1).map((one) => bucketAt(zone, one, edge));
          expect(finer.filter((one) => isKept(one, now))).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  });
});

function coarserOf(zone: string, tile: Bucket): Bucket[] {
  return ladder.slice(0, ladder.indexOf(tile.granularity)).map((one) => bucketAt(zone, one, tile.from));
}

function mayServe(bucket: Bucket, span: Span, now: number): boolean {
  const rolledUp = bucket.granularity === 'hour' || bucket.to + 2 * hour <= now;
  return rolledUp && isInside(bucket, span);
}

function isKept({ granularity, start }: Bucket, now: number): boolean {
  return now < start + defaultRetention[granularity] - (granularity === 'minute' ? expiryGuard : 0);
}

describe('a plan', () => {
  const at = (text: string) => Date.parse(text);
  const kinds = (tiles: readonly Bucket[]) =>
    ladder.flatMap((one) => {
      const count = tiles.filter(({ granularity }) => granularity === one).length;
      return count > 0 ? `${count} ${one}` : [];
    });
  const table: [string, string, string, string, string, string[]][] = [
    ['a year', 'UTC', '2026-01-01T00:00Z', '2027-01-01T00:00Z', '2027-03-01T00:00Z', ['12 month']],
    ['the turn of the year', 'UTC', '2026-12-31T00:00Z', '2027-01-02T00:00Z', '2027-01-05T00:00Z', ['2 day']],
    ['edges', 'UTC', '2026-11-18T22:58Z', '2026-11-20T01:02Z', '2026-11-20T02:00Z', ['1 day', '3 hour', '2 minute']],
    ['today', 'UTC', '2026-11-20T00:00Z', '2026-11-21T00:00Z', '2026-11-20T12:30Z', ['13 hour']],
    ['a day just over', 'UTC', '2026-11-20T00:00Z', '2026-11-21T00:00Z', '2026-11-21T01:59Z', ['24 hour']],
    ['a day long over', 'UTC', '2026-11-20T00:00Z', '2026-11-21T00:00Z', '2026-11-21T02:00Z', ['1 day']],
    ['this month', 'UTC', '2026-11-01T00:00Z', '2026-12-01T00:00Z', '2026-11-20T12:30Z', ['19 day', '13 hour']],
    ['23 h', 'America/New_York', '2026-03-08T05:00Z', '2026-03-09T04:00Z', '2026-03-09T05:00Z', ['23 hour']],
    ['25 h', 'America/New_York', '2026-11-01T04:00Z', '2026-11-02T05:00Z', '2026-11-02T06:00Z', ['25 hour']],
    ['25 h later', 'America/New_York', '2026-11-01T04:00Z', '2026-11-02T05:00Z', '2026-11-03T00:00Z', ['1 day']],
    ['half hours', 'Asia/Kolkata', '2026-11-20T10:30Z', '2026-11-20T12:30Z', '2026-11-20T14:00Z', ['2 hour']],
    ['across halves', 'Asia/Kolkata', '2026-11-20T11:00Z', '2026-11-20T12:00Z', '2026-11-20T14:00Z', ['60 minute']],
    ['the last hour', 'UTC', '2026-11-20T11:25Z', '2026-11-20T12:25Z', '2026-11-20T12:25Z', ['1 hour', '35 minute']],
    ['no minutes left', 'UTC', '2026-11-18T10:10Z', '2026-11-18T10:20Z', '2026-11-20T00:00Z', ['1 hour']],
    ['no hours left', 'UTC', '2026-05-18T10:10Z', '2026-05-20T10:20Z', '2026-11-20T00:00Z', ['3 day']],
    ['nothing left', 'UTC', '2021-05-18T10:10Z', '2021-05-20T10:20Z', '2026-11-20T00:00Z', []],
    ['nothing asked', 'UTC', '2026-11-18T10:10Z', '2026-11-18T10:10Z', '2026-11-20T00:00Z', []],
  ];

  test.each(table)('of %s in %s, %s to %s, read at %s', (_, zone, from, to, now, expected) => {
    expect(kinds(plan({ from: at(from), to: at(to) }, rules(zone, at(now))))).toEqual(expected);
  });

  test('takes nothing coarser than asked for, as long as there is finer', () => {
    const span = { from: at('2026-10-01T00:00Z'), to: at('2026-11-01T00:00Z') };
    const finest = plan(span, rules('UTC', at('2026-11-20T00:00Z'), { coarsest: 'hour' }));
    expect(kinds(finest)).toEqual([`${31 * 24} hour`]);
    expect(kinds(plan(span, rules('UTC', at('2027-11-20T00:00Z'), { coarsest: 'hour' })))).toEqual(['31 day']);
  });

  test('of days alone takes them whole, today included', () => {
    const span = { from: at('2026-11-18T10:10Z'), to: at('2026-11-20T10:20Z') };
    const tiles = plan(span, rules('UTC', at('2026-11-20T12:00Z'), { ladder: ['day'], coarsest: 'day' }));
    expect(kinds(tiles)).toEqual(['3 day']);
  });
});

test.each(zones)(
  '%s: local days and hours follow each other without a gap, each with the start of its instants',
  (zone) => {
    const years = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2027, 0, 1) };
    const days = bucketsTouching(zone, 'day', years);
    expectRow(days);
    for (const { start, from, to } of days) {
      for (const instant of [from, to - minute]) expect(localDayStart(zone, instant)).toBe(start);
    }
    const odd = days.filter(({ from, to }) => to - from !== day);
    const hours = odd.flatMap((span) => bucketsTouching(zone, 'hour', span));
    expect(hours.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(
      odd.reduce((sum, { from, to }) => sum + to - from, 0),
    );
  },
);
