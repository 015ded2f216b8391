import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedOf, type Limits, median, strays, usualOf } from '../../functions/core/baseline.ts';
import { hourOfWeek, localDaySpan, localDaysBefore } from '../../functions/core/calendar.ts';
import { day, hour } from '../../functions/core/time.ts';

const runs = { numRuns: Math.min(500, Number(process.env.PROPERTY_RUNS ?? 500)) };

const drop: Limits = { direction: 'drop', deviations: 4, share: 0.5, minExpected: 20 };
const spike: Limits = { ...drop, direction: 'spike' };
const steady = [1000, 980, 1020, 1010, 990, 1005, 995, 1000];
const flat = Array.from({ length: 8 }, () => 100);

describe('a drop', () => {
  const table: [string, number[], number, string][] = [
    ['4.12: 900 is z −2, no', steady, 900, 'good'],
    ['4.12: 700 is z −6, but not under half, no', steady, 700, 'good'],
    ['4.12: 500 is not less than 500, no', steady, 500, 'good'],
    ['4.12: 499, yes', steady, 499, 'bad'],
    ['4.12: 50 after eight times 100 is not less than 50, no', flat, 50, 'good'],
    ['4.12: 49 after eight times 100, yes', flat, 49, 'bad'],
    ['4.12: 0 where 4 are usual is too little to tell, never', [3, 5, 4, 6, 4, 5, 3, 4], 0, 'unknown'],
    ['4.12: all zeros, never', [0, 0, 0, 0, 0, 0, 0, 0], 0, 'unknown'],
  ];
  test.each(table)('%s', (_, before, current, expected) => {
    expect(strays(current, expectedOf(usualOf(before)), drop)).toBe(expected);
  });
});

describe('what is usual', () => {
  test('4.12: m 1000, MAD 7.5, and the deviation is a twentieth, for that is most', () => {
    expect(usualOf(steady)).toEqual({ median: 1000, distance: 7.5 });
    expect(7.5 * 1.4826).toBeCloseTo(11.119, 2);
    expect(expectedOf(usualOf(steady))).toEqual({ amount: 1000, deviation: 50 });
  });

  test('4.12: one outage in place of 1005 makes m 997.5 and MAD 10: unmoved', () => {
    const withOutage = steady.with(5, 0);
    expect(usualOf(withOutage)).toEqual({ median: 997.5, distance: 10 });
    expect([900, 700, 499, 498].map((now) => strays(now, expectedOf(usualOf(withOutage)), drop))).toEqual([
      'good',
      'good',
      'good',
      'bad',
    ]);
  });

  test('4.12: eight times 100 have MAD 0, and strays by the root of 100', () => {
    expect(expectedOf(usualOf(flat))).toEqual({ amount: 100, deviation: 10 });
  });

  test('4.12: of a quarter of an hour a quarter is expected, which strays by its own root', () => {
    expect(expectedOf(usualOf(flat), 0.25)).toEqual({ amount: 25, deviation: 5 });
    expect(expectedOf(usualOf(steady), 0.25)).toEqual({ amount: 250, deviation: Math.sqrt(250) });
    expect(strays(4, expectedOf(usualOf(flat), 0.25), drop)).toBe('bad');
    expect(strays(0, expectedOf(usualOf(flat), 0.19), drop)).toBe('unknown');
  });

  test('strays as widely as the weeks did', () => {
    expect(expectedOf({ median: 1000, distance: 100 }).deviation).toBeCloseTo(148.26);
    expect(expectedOf({ median: 1000, distance: 100 }, 0.5).deviation).toBeCloseTo(74.13);
  });

  test('of nothing there is none', () => {
    expect(() => usualOf([])).toThrow(RangeError);
    expect([median([7]), median([9, 1, 5]), median([4, 1, 3, 2])]).toEqual([7, 5, 2.5]);
  });
});

describe('a spike', () => {
  test.each<[string, number[], number, string]>([
    ['more than twice the usual is one', steady, 2001, 'bad'],
    ['twice the usual is none', steady, 2000, 'good'],
    ['what strays less than four deviations is none', [9, 9, 9, 9], 20, 'good'],
    ['and more is one', [9, 9, 9, 9], 22, 'bad'],
    ['fewer than 20 are none, however few are usual', [0, 0, 0, 0], 19, 'good'],
    ['20 where nothing is usual are one', [0, 0, 0, 0], 20, 'bad'],
  ])('%s', (_, before, current, expected) => {
    expect(strays(current, expectedOf(usualOf(before)), spike)).toBe(expected);
  });
});

describe('among eight alike weeks', () => {
  const weeks = fc
    .integer({ min: 60, max: 5000 })
    .chain((level) =>
      fc.array(fc.integer({ min: level, max: Math.ceil(level * 1.05) }), { minLength: 8, maxLength: 8 }),
    );

  test('one outage moves no verdict on a silent or an ordinary hour', () => {
    fc.assert(
      fc.property(weeks, fc.nat(7), (before, place) => {
        const verdicts = (history: number[]) =>
          [0, before[place] ?? 0].map((now) => strays(now, expectedOf(usualOf(history)), drop));
        expect(verdicts(before.with(place, 0))).toEqual(['bad', 'good']);
        expect(verdicts(before)).toEqual(['bad', 'good']);
      }),
      runs,
    );
  });

  test('less is never better, nor more for a spike', () => {
    fc.assert(
      fc.property(weeks, fc.nat(20_000), fc.nat(20_000), (before, one, other) => {
        const expected = expectedOf(usualOf(before));
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        if (strays(more, expected, drop) === 'bad') expect(strays(less, expected, drop)).toBe('bad');
        if (strays(less, expected, spike) === 'bad') expect(strays(more, expected, spike)).toBe('bad');
        expect([strays(one, expected, drop), strays(one, expected, spike)]).not.toEqual(['bad', 'bad']);
      }),
      runs,
    );
  });
});

describe('the hour of the week', () => {
  test.each([
    ['4.12: 2026-11-20T13:05Z is 109', 'UTC', '2026-11-20T13:05Z', 109],
    ['Monday at midnight is 0', 'UTC', '2026-11-16T00:00Z', 0],
    ['Sunday at 23 is 167', 'UTC', '2026-11-22T23:59Z', 167],
    ['it is the tenant’s: the same instant is 104 in New York', 'America/New_York', '2026-11-20T13:05Z', 104],
    ['and a quarter to seven in the evening in Kathmandu', 'Asia/Kathmandu', '2026-11-20T13:05Z', 114],
    ['before clocks go forward', 'America/New_York', '2026-03-08T06:59Z', 145],
    ['after clocks went forward there is no 2 o’clock', 'America/New_York', '2026-03-08T07:00Z', 147],
    ['before clocks go back', 'America/New_York', '2026-11-01T05:30Z', 145],
    ['after clocks went back it is 1 o’clock again', 'America/New_York', '2026-11-01T06:30Z', 145],
  ])('%s', (_, zone, at, expected) => {
    expect(hourOfWeek(zone, Date.parse(at))).toBe(expected);
  });

  test('is the same a local week before, though clocks changed in between', () => {
    const now = Date.parse('2026-11-05T15:00Z');
    expect(new Date(localDaysBefore('America/New_York', now, 7)).toISOString()).toBe('2026-10-29T14:00:00.000Z');
    expect(localDaysBefore('UTC', now, 7)).toBe(now - 7 * day);
  });

  test('belongs to a local day, which is a holiday from midnight to midnight', () => {
    const { from, to } = localDaySpan('America/New_York', '2026-11-01');
    expect([new Date(from).toISOString(), (to - from) / hour]).toEqual(['2026-11-01T04:00:00.000Z', 25]);
  });
});
