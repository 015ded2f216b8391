import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultRetention, expiryGuard } from '../../functions/core/retention.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { series } from '../../functions/query/series.ts';
import { top } from '../../functions/query/top.ts';
import { totals } from '../../functions/query/totals.ts';
import { bruteForce, type Counted, fakeHistory, tenant, total } from './fake-history.ts';
import { anyQuestion, endOf, runs, zones } from './zones.ts';

/** A question, and things counted around its span. */
const anyBook = anyQuestion(100 * day).chain((question) => {
  const { span, now } = question;
  const margin = Math.max(hour, (span.to - span.from) / 4);
  const at = fc.integer({ min: span.from - margin, max: Math.min(now, span.to + margin) });
  const thing = fc.record({
    at,
    value: fc.constantFrom('spring', 'otp', 'news', 'other'),
    n: fc.integer({ min: 1, max: 9 }),
  });
  return fc.array(thing, { maxLength: 60 }).map((things) => ({
    ...question,
    counted: things.map(
      ({ at: when, value, n }): Counted => ({ at: when, value, dimension: 'campaign', measures: { 'o.started': n } }),
    ),
  }));
});

describe('over any span, in any zone,', () => {
  test('totals equal everything that was counted in what they cover, added up one by one', async () => {
    await fc.assert(
      fc.asyncProperty(anyBook, async ({ zone, now, span, counted }) => {
        const { deps } = fakeHistory(counted, zone, now);
        const answer = await totals({ tenant, dimension: 'campaign', value: 'spring', ...span }, deps);
        const covered = answer.quality.covered ?? { from: 0, to: 0 };
        expect(answer.measures).toEqual(bruteForce(counted, covered, 'spring'));
        expect(answer.quality.folded?.amount ?? 0).toBe(bruteForce(counted, covered, 'other')['o.started'] ?? 0);
        expect(covered.from).toBeLessThanOrEqual(span.from);
        expect(covered.to).toBeGreaterThanOrEqual(span.to);
        if (now < span.from + defaultRetention.minute - expiryGuard) {
          expect(covered).toEqual({ from: span.from, to: endOf(span, zone, now) });
        }
      }),
      { numRuns: runs },
    );
  });

  test('the points of a series follow each other, and add up to the totals of what they cover', async () => {
    const step = fc.constantFrom('auto', 'minute', 'hour', 'day', 'month');
    await fc.assert(
      fc.asyncProperty(anyBook, step, async ({ zone, now, span, counted }, wanted) => {
        const { deps } = fakeHistory(counted, zone, now);
        const answer = await series({ tenant, dimension: 'campaign', value: 'spring', ...span, step: wanted }, deps);
        for (const point of answer.points) expect(point.measures).toEqual(bruteForce(counted, point, 'spring'));
        expect(answer.points.slice(1).map(({ from }) => from)).toEqual(answer.points.slice(0, -1).map(({ to }) => to));
        if (wanted === 'auto') expect(answer.points.length).toBeLessThanOrEqual(124);
      }),
      { numRuns: runs },
    );
  });

  test('the top, the rest and the overflow together are everything', async () => {
    await fc.assert(
      fc.asyncProperty(anyBook, fc.integer({ min: 0, max: 4 }), async ({ zone, now, span, counted }, limit) => {
        const { deps } = fakeHistory(counted, zone, now);
        const answer = await top({ tenant, dimension: 'campaign', ...span, by: 'o.started', limit }, deps);
        const covered = answer.quality.covered ?? { from: 0, to: 0 };
        for (const { value, measures } of answer.rows) expect(measures).toEqual(bruteForce(counted, covered, value));
        const sums = answer.rows.map(({ by }) => by);
        expect(sums).toEqual(sums.toSorted((a, b) => b - a));
        const beyond = answer.rest.measures['o.started'] ?? 0;
        if (answer.rows.length < limit) expect(beyond).toBe(0);
        const parts = sums.reduce((sum, one) => sum + one, 0) + beyond + (answer.other['o.started'] ?? 0);
        const all = counted.filter(({ at }) => covered.from <= at && at < covered.to);
        expect(parts).toBe(all.reduce((sum, { measures }) => sum + (measures['o.started'] ?? 0), 0));
        expect(answer.rows.map(({ value }) => value)).not.toContain('other');
      }),
      { numRuns: runs },
    );
  });
});

describe('at any minute, in any zone, a batch of a hundred keys being one read,', () => {
  const spans: [string, number][] = [
    ['1 hour', hour],
    ['1 day', day],
    ['30 days', 30 * day],
    ['12 months', 365 * day],
  ];
  const minutes = { min: Date.UTC(2026, 0, 1) / minute, max: Date.UTC(2028, 0, 1) / minute };
  const moment = fc.record({ zone: fc.constantFrom(...zones), at: fc.integer(minutes) });

  test.each(spans)(
    'totals and series of the last %s take at most 3 reads, and the top 8 queries',
    async (_, length) => {
      await fc.assert(
        fc.asyncProperty(moment, async ({ zone, at }) => {
          const now = at * minute + 30_000;
          const { deps, reads } = fakeHistory([], zone, now);
          const question = { tenant, dimension: 'carrier', from: now - length, to: now } as const;
          const counts: number[] = [];
          const note = () => counts.push(reads.count - counts.reduce((sum, one) => sum + one, 0));
          await totals({ ...question, value: 'telnyx|AT&T' }, deps);
          note();
          await series({ ...question, value: 'telnyx|AT&T', step: 'auto' }, deps);
          note();
          await top({ ...question, by: 'failureRate', limit: 10 }, deps);
          note();
          expect(Math.max(...counts.slice(0, 2))).toBeLessThanOrEqual(3);
          if (length > hour) expect(counts[2]).toBeLessThanOrEqual(8);
        }),
        { numRuns: Math.min(runs, 200) },
      );
    },
  );
});

test('users have days only, read whole, today among them', async () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const counted = [now - hour, now - day, now - 3 * day].map(
    (at): Counted => ({ at, dimension: 'user', value: 'u1', measures: { 'o.started': 1 } }),
  );
  const { deps } = fakeHistory(counted, 'UTC', now);
  const question = { tenant, dimension: 'user', value: 'u1', from: now - day, to: now } as const;
  const answer = await totals(question, deps);
  expect(answer.measures).toEqual({ 'o.started': 2 });
  expect(answer.quality.covered).toEqual({ from: Date.UTC(2026, 10, 19), to: Date.UTC(2026, 10, 21) });
  const { step, points } = await series({ ...question, step: 'minute' }, deps);
  expect([step, points.map(({ measures }) => measures['o.started'])]).toEqual(['day', [1, 1]]);
});

test('an answer says how much of it is estimated, late, contradictory or folded, and deducts nothing', async () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const measures = {
    'o.started': 90,
    'o.segments': 100,
    'o.estimatedSegments': 25,
    'o.costMicros': 800_000,
    'o.estimatedCostMicros': 200_000,
    'o.heardLate': 3,
    'o.late': 2,
    'o.conflict': 1,
  };
  const scope = { dimension: 'carrier', at: now - hour } as const;
  const counted: Counted[] = [
    { ...scope, value: 'twilio|AT&T', measures },
    { ...scope, value: 'twilio|other', measures: { 'o.started': 10 } },
    { ...scope, value: 'telnyx|other', measures: { 'o.started': 77 } },
  ];
  const { deps } = fakeHistory(counted, 'UTC', now);
  const answer = await totals({ tenant, dimension: 'carrier', value: 'twilio|AT&T', from: now - day, to: now }, deps);
  expect(answer).toEqual({
    measures,
    quality: {
      asOf: now,
      covered: { from: now - day, to: now + hour },
      estimatedSegments: { amount: 25, share: 0.25 },
      estimatedCostMicros: { amount: 200_000, share: 0.25 },
      heardLate: 3,
      late: 2,
      conflicts: 1,
      folded: { amount: 10, share: 0.1 },
    },
  });
});

test('a ratio ranks only what has enough cases', async () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const of = (value: string, delivered: number, failed: number): Counted => ({
    at: now - hour,
    dimension: 'country',
    value,
    measures: { 'o.delivered': delivered, 'o.failed': failed },
  });
  const { deps } = fakeHistory([of('US', 90, 10), of('CA', 15, 5), of('GB', 0, 3)], 'UTC', now);
  const question = { tenant, dimension: 'country', from: now - day, to: now, by: 'failureRate', limit: 5 } as const;
  expect((await top(question, deps)).rows.map(({ value, by }) => [value, by])).toEqual([
    ['CA', 0.25],
    ['US', 0.1],
  ]);
  const all = await top({ ...question, minSamples: 1 }, deps);
  expect(all.rows.map(({ value }) => value)).toEqual(['GB', 'CA', 'US']);
});

test('a tenant that is not configured is an error that names those that are', async () => {
  const { deps } = fakeHistory([], 'UTC', hour);
  await expect(totals({ ...total, tenant: 'mian', from: 0, to: hour }, deps)).rejects.toThrow(
    'no tenant mian: there are main',
  );
});
