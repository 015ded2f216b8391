import { expect } from 'vitest';
import { type Counter, granularities } from '../../functions/core/counter.ts';
import { defaultRetention, expiresAt } from '../../functions/core/retention.ts';
import { day, minute, second } from '../../functions/core/time.ts';
import type { TableTest } from './counters-contract.ts';

/** Four neighbouring buckets of a granularity, with the end of a partition among them. */
const edges = [
  ['minute', 'an hour ends', '2025-06-02T13:58Z', '2025-06-02T13:59Z', '2025-06-02T14:00Z', '2025-06-02T14:01Z'],
  ['hour', 'a day ends', '2025-05-31T22:00Z', '2025-05-31T23:00Z', '2025-06-01T00:00Z', '2025-06-01T01:00Z'],
  ['hour', 'hours begin at :30', '2025-05-31T22:30Z', '2025-05-31T23:30Z', '2025-06-01T00:30Z', '2025-06-01T01:30Z'],
  ['hour', 'hours begin at :15', '2025-12-31T22:15Z', '2025-12-31T23:15Z', '2026-01-01T00:15Z', '2026-01-01T01:15Z'],
  ['day', 'March ends in Berlin', '2025-03-29T23:00Z', '2025-03-30T22:00Z', '2025-03-31T22:00Z', '2025-04-01T22:00Z'],
  ['day', 'March begins in Boston', '2025-02-27T05:00Z', '2025-02-28T05:00Z', '2025-03-01T05:00Z', '2025-03-02T05:00Z'],
  [
    'month',
    'a year ends in Berlin',
    '2024-11-30T23:00Z',
    '2024-12-31T23:00Z',
    '2025-01-31T23:00Z',
    '2025-02-28T23:00Z',
  ],
  [
    'month',
    'a year begins in Boston',
    '2024-12-01T05:00Z',
    '2025-01-01T05:00Z',
    '2025-02-01T05:00Z',
    '2025-03-01T05:00Z',
  ],
] as const;

/** What is there is found, and nothing else. */
export function readingContract(test: TableTest): void {
  test('gives the counters that are there, each once, however many are asked for', async ({ table, id, count }) => {
    const ids = Array.from({ length: 250 }, (_, n) => id({ granularity: 'hour', value: `v-${n}` }));
    await Promise.all(ids.slice(0, 210).map((one) => count(one)));
    const found = await table.get([...ids, ...ids]);
    const wanted = ids.slice(0, 210).map((one) => ({ ...one, measures: { 'o.sent': 1 } }));
    expect(sorted(found)).toEqual(sorted(wanted));
    expect(await table.get([])).toEqual([]);
  });

  for (const [granularity, where, ...texts] of edges) {
    test(`gives every value of a range of ${granularity}s where ${where}`, async ({ table, tenant, id, count }) => {
      const [first, next, third, fourth] = texts.map((text) => Date.parse(text)) as [number, number, number, number];
      const at = (start: number) => ['!a b', 'telnyx|AT&T', '~é'].map((value) => id({ granularity, start, value }));
      await Promise.all([first, next, third, fourth].flatMap(at).map((one) => count(one)));
      await count({ granularity, start: next, dimension: 'country' });
      await count({ granularity, start: next, tenant: `${tenant}-b` });
      await count({ granularity: granularity === 'day' ? 'hour' : 'day', start: next });
      const slice = async (from: number, to: number) =>
        sorted(await table.slice({ tenant, dimension: 'campaign', granularity, from, to }));
      const wanted = (...starts: number[]) =>
        sorted(starts.flatMap(at).map((one) => ({ ...one, measures: { 'o.sent': 1 } })));
      expect(await slice(next, fourth)).toEqual(wanted(next, third));
      expect(await slice(first, fourth)).toEqual(wanted(first, next, third));
      expect(await slice(first + second, fourth + second)).toEqual(wanted(next, third, fourth));
      expect(await slice(next, next)).toEqual([]);
      expect(await slice(fourth, next)).toEqual([]);
    });
  }

  test('keeps the days of users for whoever knows the user', async ({ table, tenant, id, count }) => {
    const starts = [0, 1, 2].map((n) => Date.UTC(2025, 4, 30) + n * day);
    const daysOf = (value: string) =>
      starts.map((start) => id({ dimension: 'user', granularity: 'day', value, start }));
    await Promise.all([...daysOf('u-1'), ...daysOf('u-2')].map((one) => count(one)));
    const wanted = daysOf('u-1').map((one) => ({ ...one, measures: { 'o.sent': 1 } }));
    expect(sorted(await table.get(daysOf('u-1')))).toEqual(sorted(wanted));
    const [from = 0] = starts;
    expect(await table.slice({ tenant, dimension: 'user', granularity: 'day', from, to: from + day })).toEqual([]);
  });

  for (const granularity of granularities) {
    test(`gives no ${granularity} that has expired`, async ({ table, tenant, clock, id, count }) => {
      const from = Date.UTC(2025, 5, 1);
      const counter = id({ granularity, start: from });
      await count(counter);
      const seen = async () => {
        const side = await table.slice({ tenant, dimension: 'campaign', granularity, from, to: from + minute });
        return [(await table.get([counter])).length, side.length];
      };
      clock.now = expiresAt(counter, defaultRetention) - 1;
      expect(await seen()).toEqual([1, 1]);
      clock.now += 1;
      expect(await seen()).toEqual([0, 0]);
    });
  }
}

function sorted(counters: readonly Counter[]): Counter[] {
  return [...counters].sort((a, b) => a.start - b.start || (a.value < b.value ? -1 : 1));
}
