import { describe, expect, test } from 'vitest';
import { verdict } from '../../functions/core/verdict.ts';
import { wilsonInterval } from '../../functions/core/wilson.ts';
import { judgeVector, verdictVectors } from './verdict-vectors.ts';

describe('the sample gate', () => {
  for (const vector of verdictVectors) {
    test(`${vector.id}: ${vector.verdict}`, () => {
      expect(judgeVector(vector, { verdict })).toBe(vector.verdict);
    });
  }

  test('a measure without a baseline is unknown, however large the sample', () => {
    const gate = { bound: 'point', minSamples: 20, minFailures: 5 } as const;
    expect(verdict({ value: undefined, sample: 1000, failures: 1000 }, { above: 0.5 }, gate)).toBe('unknown');
  });
});

describe("Wilson's interval (SEMANTICS 4.11)", () => {
  test.each([
    [0, 0, 0, 1],
    [0, 1, 0, 0.793451],
    [1, 1, 0.206549, 1],
    [1, 2, 0.094531, 0.905469],
    [2, 10, 0.056682, 0.509838],
    [5, 50, 0.043476, 0.213602],
    [6, 50, 0.056176, 0.238048],
    [10, 100, 0.055229, 0.174366],
    [20, 100, 0.133367, 0.288829],
    [50, 1000, 0.03813, 0.065314],
    [64, 1000, 0.050436, 0.080901],
    [600, 10000, 0.055512, 0.064826],
  ])('%i of %i lies between %f and %f', (hits, sample, lower, upper) => {
    const interval = wilsonInterval(hits, sample);
    expect(interval.lower).toBeCloseTo(lower, 6);
    expect(interval.upper).toBeCloseTo(upper, 6);
  });
});
