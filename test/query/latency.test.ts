import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { latencyMeasure } from '../../functions/core/histogram.ts';
import { slownessOf } from '../../functions/core/slow.ts';
import { day, hour, minute, second } from '../../functions/core/time.ts';
import { latency } from '../../functions/query/latency.ts';
import { pendingByAge } from '../../functions/query/pending-by-age.ts';
import { slowShare } from '../../functions/query/slow-share.ts';
import { type Counted, fakeHistory, tenant, total } from './fake-history.ts';
import { runs, zones } from './zones.ts';

const now = Date.UTC(2026, 10, 20, 12, 30);
const tenMinutes = { ...total, from: now - 10 * minute, to: now };

function delivered(count: number, after: number, provider?: string): Counted[] {
  const measures: Measures = {
    'o.started': 1,
    'o.sent': 1,
    'o.delivered': 1,
    [latencyMeasure('receipt', after)]: 1,
    'o.receiptMs': after,
  };
  return Array.from({ length: count }, () => scoped({ at: now - 8 * minute, measures }, provider));
}

function waiting(count: number, since: number, provider?: string): Counted[] {
  const measures: Measures = { 'o.started': 1, 'o.sent': 1 };
  return Array.from({ length: count }, () => scoped({ at: now - since, measures }, provider));
}

function scoped(counted: Counted, provider: string | undefined): Counted {
  return provider === undefined ? counted : { ...counted, dimension: 'provider', value: provider };
}

describe('the share of slow messages, of ten', () => {
  const table: [string, Counted[], number][] = [
    ['7 delivered in 10 s, 3 pending since 5 min', [...delivered(7, 10 * second), ...waiting(3, 5 * minute)], 0.3],
    [
      '7 delivered in 10 s, 2 pending 5 min, 1 pending 3 min',
      [...delivered(7, 10 * second), ...waiting(2, 5 * minute), ...waiting(1, 3 * minute)],
      0.2,
    ],
    ['5 delivered in 10 s, 5 in 8 min', [...delivered(5, 10 * second), ...delivered(5, 8 * minute)], 0.5],
  ];

  test.each(table)('%s, is told', async (_, counted, share) => {
    const { deps } = fakeHistory(counted, 'UTC', now);
    const answer = await slowShare({ ...tenMinutes, after: 4 * minute }, deps);
    expect(answer).toMatchObject({ over: 10, value: share });
  });

  test('is told in every minute of an hour', async () => {
    const early = Date.UTC(2026, 10, 20, 12, 9);
    const { deps } = fakeHistory(
      [{ at: early - 8 * minute, measures: { 'o.started': 50, 'o.sent': 50 } }],
      'UTC',
      early,
    );
    const answer = await slowShare({ ...total, from: early - 11 * minute, to: early, after: 4 * minute }, deps);
    expect(answer).toMatchObject({ of: 50, over: 50, value: 1 });
  });

  test('A and B both slow is nobody in particular; A alone is A', async () => {
    const slow = (provider: string) => [...delivered(7, 10 * second, provider), ...waiting(3, 5 * minute, provider)];
    const sharesOf = async (counted: Counted[]) => {
      const { deps } = fakeHistory(counted, 'UTC', now);
      const ask = (value: string) =>
        slowShare({ ...tenMinutes, dimension: 'provider', value, after: 4 * minute }, deps).then(
          ({ value: share }) => share,
        );
      return { a: await ask('a'), b: await ask('b') };
    };
    expect(slownessOf(await sharesOf([...slow('a'), ...slow('b')]), 0.3)).toEqual({ kind: 'everywhere' });
    const one = await sharesOf([...slow('a'), ...delivered(10, 10 * second, 'b')]);
    expect(slownessOf(one, 0.3)).toEqual({ kind: 'providers', providers: ['a'] });
  });

  test('is nothing without messages', async () => {
    const { deps } = fakeHistory([], 'UTC', now);
    expect(await slowShare({ ...tenMinutes, after: 4 * minute }, deps)).toMatchObject({ of: 0, over: 0 });
  });
});

describe('percentiles of a scope', () => {
  test('count what waits with the age of its minute, and say how many were measured, were not, and wait', async () => {
    const failed: Counted = { at: now - 8 * minute, measures: { 'o.started': 2, 'o.failed': 2 } };
    const counted = [...delivered(10, 7 * second), ...waiting(10, 5 * minute), failed];
    const { deps } = fakeHistory(counted, 'UTC', now);
    const answer = await latency({ ...tenMinutes, histogram: 'receipt', ps: [25, 50, 95] }, deps);
    expect(answer).toMatchObject({
      percentiles: [
        { p: 25, millis: 7500 },
        { p: 50, millis: 10_000 },
        { p: 95, moreThan: 5 * minute },
      ],
      mean: 7000,
      measured: 10,
      unmeasured: 2,
      pending: 10,
    });
  });

  test('of calls wait for those that are on the line', async () => {
    const talks: Counted = { at: now - 20 * minute, measures: { 'o.call.started': 3, 'o.call.answered': 3 } };
    const over: Counted = { at: now - 20 * minute, measures: { 'o.call.completed': 2, 'o.call.length.300': 2 } };
    const { deps } = fakeHistory([talks, over], 'UTC', now);
    const question = { ...total, from: now - hour, to: now, histogram: 'callLength', ps: [50, 90] } as const;
    expect(await latency(question, deps)).toMatchObject({ measured: 2, unmeasured: 0, pending: 1 });
  });
});

describe('what has not ended', () => {
  test('is known by age at any time: each message in the band of its minute, or of its hour from an hour on', async () => {
    const ages = fc.array(fc.integer({ min: 0, max: 80 * 24 * 60 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...zones), ages, async (zone, minutes) => {
        const counted = minutes.flatMap((age) => waiting(1, age * minute));
        const { deps, reads } = fakeHistory(counted, zone, now);
        const { total: all, bands } = await pendingByAge({ tenant, dimension: 'total', value: 'all' }, deps);
        expect(all).toBe(minutes.length);
        for (const { from, to, count } of bands) {
          const slack = from < hour ? 0 : to <= 3 * day ? hour : 62 * day;
          const certain = minutes.filter((age) => age * minute >= from && age * minute < Math.max(from, to - slack));
          const possible = minutes.filter((age) => age * minute >= from - slack && age * minute < to);
          expect(count).toBeGreaterThanOrEqual(certain.length);
          expect(count).toBeLessThanOrEqual(possible.length);
        }
        expect(reads.count).toBeLessThanOrEqual(3);
      }),
      { numRuns: Math.min(runs, 200) },
    );
  });

  test('leaves out what has', async () => {
    const { deps } = fakeHistory([...delivered(5, 10 * second), ...waiting(2, 3 * minute)], 'UTC', now);
    const { bands } = await pendingByAge({ tenant, dimension: 'total', value: 'all' }, deps);
    expect(bands.filter(({ count }) => count > 0)).toEqual([{ from: minute, to: 5 * minute, count: 2 }]);
  });
});
