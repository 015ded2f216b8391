import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { latencyBounds, latencyBuckets, latencyMeasure } from '../../functions/core/histogram.ts';
import { type Pending, percentiles } from '../../functions/core/percentile.ts';
import { minute, second } from '../../functions/core/time.ts';
import { runs } from './zones.ts';

const ps = [50, 75, 90, 95, 99];

function histogram(durations: readonly number[]) {
  const measures: Measures = {};
  for (const millis of durations) {
    const name = latencyMeasure('receipt', millis);
    measures[name] = (measures[name] ?? 0) + 1;
  }
  return latencyBuckets(measures, 'receipt');
}

/** The bucket in which a duration lies. */
function bucketOf(millis: number) {
  const to = latencyBounds.find((bound) => millis <= bound * second);
  const from = latencyBounds.findLast((bound) => bound * second < millis) ?? 0;
  return { from: from * second, to: (to ?? Number.POSITIVE_INFINITY) * second };
}

const duration = fc.oneof(
  fc.integer({ min: 0, max: 60 * second }),
  fc.integer({ min: 0, max: 3600 * second }),
  fc.integer({ min: 3500 * second, max: 9000 * second }),
);

describe('percentiles', () => {
  test('lie in the bucket of the true one, or say more than the last bound', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (durations) => {
        const sorted = durations.toSorted((a, b) => a - b);
        for (const answer of percentiles(histogram(durations), [], ps)) {
          const { from, to } = bucketOf(sorted[Math.ceil((answer.p * sorted.length) / 100) - 1] ?? 0);
          if ('moreThan' in answer) expect(answer.moreThan).toBe(from);
          else {
            expect(answer.millis).toBeGreaterThanOrEqual(from - 1e-6);
            expect(answer.millis).toBeLessThanOrEqual(to + 1e-6);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test('never fall when more is pending, and never lie above the certainty that pending ones never end', () => {
    const age = fc.integer({ min: 0, max: 5000 * second });
    const waiting = fc.array(fc.record({ age, count: fc.integer({ min: 1, max: 20 }) }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 100 }), waiting, (durations, pending) => {
        const buckets = histogram(durations);
        const never = pending.map(({ count }) => ({ count, age: Number.MAX_SAFE_INTEGER }));
        const [known, censored, worst] = [[], pending, never].map((one) => percentiles(buckets, one, ps).map(millisOf));
        ps.forEach((_, index) => {
          expect(censored?.[index]).toBeGreaterThanOrEqual((known?.[index] ?? 0) - 1e-6);
          expect(censored?.[index]).toBeLessThanOrEqual((worst?.[index] ?? 0) + 1e-6);
        });
      }),
      { numRuns: runs },
    );
  });

  const tenIn = (millis: number) => Array.from({ length: 10 }, () => millis);
  const table: [string, number[], Pending[], number, object][] = [
    ['half of ten between 5 and 10 s', tenIn(7000), [], 50, { p: 50, millis: 7500 }],
    ['nine tenths of them', tenIn(7000), [], 90, { p: 90, millis: 9500 }],
    ['over an hour', tenIn(5000 * second), [], 50, { p: 50, moreThan: 3600 * second }],
    ['nothing but pending', [], [{ age: 3 * minute, count: 4 }], 50, { p: 50, moreThan: 3 * minute }],
    ['half still pending', tenIn(7000), [{ age: 5 * minute, count: 10 }], 50, { p: 50, millis: 10_000 }],
    ['most still pending', tenIn(7000), [{ age: 5 * minute, count: 90 }], 50, { p: 50, moreThan: 5 * minute }],
    // Of 20, ten have been watched for half of the bucket: 10 of 15 have ended at its end.
    ['pending ones of the same age', tenIn(7000), [{ age: 8000, count: 10 }], 50, { p: 50, millis: 8750 }],
  ];

  test.each(table)('by the life table: %s', (_, durations, pending, p, expected) => {
    const [answer] = percentiles(histogram(durations), pending, [p]);
    expect(answer && { ...answer, ...('millis' in answer && { millis: Math.round(answer.millis) }) }).toEqual(expected);
  });

  test('of nothing are none', () => {
    expect(percentiles(histogram([]), [], ps)).toEqual([]);
  });
});

function millisOf(answer: ReturnType<typeof percentiles>[number]): number {
  return 'millis' in answer ? answer.millis : Number.POSITIVE_INFINITY;
}
