import { describe, expect, test } from 'vitest';
import { burnLimit, burnOf, errorRateAt, fastestBurn, isReachable, leastSlo } from '../../functions/core/burn-rate.ts';
import { day, hour } from '../../functions/core/time.ts';

const burns = {
  '2 % in 1 h': { budget: 0.02, long: hour },
  '5 % in 6 h': { budget: 0.05, long: 6 * hour },
  '10 % in 1 d': { budget: 0.1, long: day },
  '10 % in 3 d': { budget: 0.1, long: 3 * day },
} as const;

describe('the burn that spends a part of the budget in a window', () => {
  test.each([
    ['4.10: 2 % in 1 h of 30 d is 14.4', '2 % in 1 h', 30, 14.4],
    ['4.10: 5 % in 6 h of 30 d is 6', '5 % in 6 h', 30, 6],
    ['4.10: 10 % in 1 d of 30 d is 3', '10 % in 1 d', 30, 3],
    ['4.10: 10 % in 3 d of 30 d is 1', '10 % in 3 d', 30, 1],
    ['4.10: 2 % in 1 h of 28 d is 13.44', '2 % in 1 h', 28, 13.44],
    ['4.10: 5 % in 6 h of 28 d is 5.6', '5 % in 6 h', 28, 5.6],
    ['4.10: 10 % in 1 d of 28 d is 2.8', '10 % in 1 d', 28, 2.8],
    ['4.10: 10 % in 3 d of 28 d is 0.933', '10 % in 3 d', 28, 0.933],
  ] as const)('%s', (_, burn, days, limit) => {
    expect(burnLimit(burns[burn], days * day)).toBeCloseTo(limit, 3);
  });
});

describe('the SLO above which a burn can be reached', () => {
  test.each([
    ['4.10: of 14.4 is 93.06 %', 14.4, 0.9306],
    ['4.10: of 6 is 83.33 %', 6, 0.8333],
    ['4.10: of 3 is 66.67 %', 3, 0.6667],
  ])('%s', (_, burn, slo) => {
    expect(leastSlo(burn)).toBeCloseTo(slo, 4);
    expect([isReachable(burn, slo - 0.0002), isReachable(burn, slo + 0.0002)]).toEqual([false, true]);
  });

  test('4.10: the fastest burn is that of failures only, and cannot be exceeded', () => {
    expect([0.9, 0.95, 0.99].map(fastestBurn)).toEqual([10, 20, 100]);
    expect([isReachable(10, 0.9), isReachable(9.9, 0.9)]).toEqual([false, true]);
  });
});

describe('the share of failures at which it burns so fast', () => {
  test.each([
    ['4.10: 99 %: 14.4 % of failures burn at 14.4', 0.99, 14.4, 0.144],
    ['4.10: 99 %: 6 % burn at 6', 0.99, 6, 0.06],
    ['4.10: 99 %: 3 % burn at 3', 0.99, 3, 0.03],
    ['4.10: 99 %: 1 % burns at 1', 0.99, 1, 0.01],
    ['4.10: 95 %: 72 % burn at 14.4', 0.95, 14.4, 0.72],
    ['4.10: 95 %: 30 % burn at 6', 0.95, 6, 0.3],
    ['4.10: 95 %: 15 % burn at 3', 0.95, 3, 0.15],
    ['4.10: 95 %: 5 % burn at 1', 0.95, 1, 0.05],
    ['4.10: 90 %: 144 % would burn at 14.4, which is never', 0.9, 14.4, 1.44],
    ['4.10: 90 %: 60 % burn at 6', 0.9, 6, 0.6],
    ['4.10: 90 %: 30 % burn at 3', 0.9, 3, 0.3],
    ['4.10: 90 %: 10 % burn at 1', 0.9, 1, 0.1],
  ])('%s', (_, slo, burn, errorRate) => {
    expect(errorRateAt(burn, slo)).toBe(errorRate);
    expect(burnOf(errorRate, slo)).toBe(burn);
    expect(isReachable(burn, slo)).toBe(errorRate < 1);
  });
});
