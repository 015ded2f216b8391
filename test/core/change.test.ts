import { describe, expect, test } from 'vitest';
import { type Compared, changeVerdict, criticalZ, factorOf } from '../../functions/core/change.ts';
import { normalQuantile } from '../../functions/core/normal.ts';
import { type Share, sharesZ } from '../../functions/core/trend.ts';

describe('the comparison of two rates', () => {
  test.each<[string, Share, Share, number]>([
    ['4.11: 30/200 and 40/2000 are 9.987 apart', { of: 30, over: 200 }, { of: 40, over: 2000 }, 9.987],
    ['4.11: 3/20 and 40/2000 are 4.008 apart', { of: 3, over: 20 }, { of: 40, over: 2000 }, 4.008],
    ['4.11: 60/400 and 200/10000 are 16.33 apart', { of: 60, over: 400 }, { of: 200, over: 10_000 }, 16.33],
    ['4.11: 12/400 and 200/10000 are 1.388 apart', { of: 12, over: 400 }, { of: 200, over: 10_000 }, 1.388],
  ])('%s', (_, one, other, z) => {
    expect(sharesZ(one, other)).toBeCloseTo(z, 2);
  });

  test.each([
    ['4.11: one pair must be 1.960 apart to be certain at 95 %', 1, 0.95, 1.959964],
    ['4.11: of 5 carriers one must be 2.576 apart', 5, 0.95, 2.575829],
    ['4.11: of 20 carriers 3.023', 20, 0.95, 3.023341],
    ['4.11: of 1000 carriers 4.056', 1000, 0.95, 4.055627],
    ['one pair at 99 % 2.576', 1, 0.99, 2.575829],
    ['no pair as one', 0, 0.95, 1.959964],
  ])('%s', (_, groups, certain, z) => {
    expect(criticalZ(certain, groups)).toBeCloseTo(z, 5);
  });

  test('takes points of the normal distribution, in its middle and far out', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
    expect([0.6, 0.975, 0.999, 0.999_999].map((p) => normalQuantile(p).toFixed(5))).toEqual([
      '0.25335',
      '1.95996',
      '3.09023',
      '4.75342',
    ]);
    for (const p of [1e-9, 0.01, 0.02425, 0.3]) expect(normalQuantile(p)).toBeCloseTo(-normalQuantile(1 - p), 6);
  });
});

describe('a change', () => {
  const compared = (now: number, before: number, z?: number): Compared => ({ now, before, least: 0.5, z });

  test.each<[string, Compared, Parameters<typeof changeVerdict>[1], string]>([
    ['to more than twice as much is bad', compared(0.21, 0.1, 5), { factor: 2 }, 'bad'],
    ['to twice as much is not more than twice', compared(0.2, 0.1, 5), { factor: 2 }, 'good'],
    ['to what is twice as much but for rounding is none', compared(0.3, 3 * 0.05, 5), { factor: 2 }, 'good'],
    ['that may be chance is unknown', compared(0.21, 0.1, 1.9), { factor: 2 }, 'unknown'],
    ['from nothing is beyond any factor', compared(0.01, 0, 5), { factor: 100 }, 'bad'],
    ['from nothing to nothing is none', compared(0, 0, 0), { factor: 2 }, 'good'],
    ['of money is certain', compared(21, 10), { factor: 2 }, 'bad'],
    ['by more than half is a rise', compared(151, 100, 3), { rise: 0.5 }, 'bad'],
    ['by half is none', compared(150, 100, 3), { rise: 0.5 }, 'good'],
    ['to less than half is a fall by half', compared(49, 100, -4), { fall: 0.5 }, 'bad'],
    ['to half is none', compared(50, 100, -4), { fall: 0.5 }, 'good'],
    ['that rises is no fall', compared(500, 100, 20), { fall: 0.5 }, 'good'],
  ])('%s', (_, pair, limit, expected) => {
    expect(changeVerdict(pair, limit, 1.96)).toBe(expected);
  });

  test('is told as a factor, and from nothing as if the least had been there', () => {
    expect([factorOf(compared(3, 1.5)), factorOf(compared(3, 0)), factorOf(compared(0, 0))]).toEqual([2, 6, 0]);
  });
});
