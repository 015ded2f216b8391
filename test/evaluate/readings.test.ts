import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Counter } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { bucketAt, bucketsTouching } from '../../functions/query/bucket.ts';
import type { History } from '../../functions/query/history.ts';
import { emptySources } from '../support/readings.ts';

/** In a zone whose clocks go forward in the middle: one message a minute, and a note of what was read. */
const zone = 'America/New_York';
const tick = Date.UTC(2026, 2, 20, 14, 7);

function steadyHistory(at = tick) {
  const read = { minute: 0, hour: 0, day: 0, month: 0 };
  const history: History = {
    get: async () => [],
    slice: async ({ tenant, dimension, granularity, from, to }) => {
      const buckets = bucketsTouching(zone, granularity, { from, to }).filter((one) => one.start >= from);
      read[granularity] += buckets.length;
      return buckets.map((bucket): Counter => {
        const measures = { 'o.started': (bucket.to - bucket.from) / minute };
        return { tenant, dimension, granularity, start: bucket.start, value: 'all', measures };
      });
    },
  };
  const reading = createReadings({ tenant: 'main', zone, tick: at, minutesComplete: day }, emptySources(history));
  const started = async (from: number, to: number) =>
    (await reading.sums('total', { from, to })).get('all')?.['o.started'] ?? 0;
  return { read, started, reading };
}

const back = (max: number) => fc.integer({ min: 0, max: max / minute }).map((minutes) => tick - minutes * minute);

test('a sum holds every minute of its span once, whatever buckets it is read from', async () => {
  await fc.assert(
    fc.asyncProperty(back(40 * day), back(day), async (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const isShort = to - from <= 2 * hour;
      const begin = isShort || from >= tick - day ? from : bucketAt(zone, 'hour', from).from;
      expect(await steadyHistory().started(from, to)).toBe((to - begin) / minute);
    }),
  );
});

test('two hours are read by minutes, more by hours, more than a week by days that are rolled up', async () => {
  const reads = async (length: number) => {
    const { read, started } = steadyHistory();
    await started(tick - length, tick);
    return read;
  };
  expect(await reads(2 * hour)).toEqual({ minute: 120, hour: 0, day: 0, month: 0 });
  expect(await reads(6 * hour)).toEqual({ minute: 60, hour: 5, day: 0, month: 0 });
  expect(await reads(3 * day)).toEqual({ minute: 7, hour: 3 * 24, day: 0, month: 0 });
  expect(await reads(30 * day)).toEqual({ minute: 7, hour: 24 + 1, day: 29, month: 0 });
});

test('days are there two hours after their end, each with its hours, however long it was', async () => {
  const midnight = Date.UTC(2026, 2, 10, 4);
  const daysAt = async (at: number) => {
    const slots = await steadyHistory(at).reading.days('total', { from: midnight - 3 * day, to: midnight });
    return slots.map(({ values }) => (values.get('all')?.['o.started'] ?? 0) / 60);
  };
  expect(await daysAt(midnight + 2 * hour)).toEqual([24, 23, 24]);
  expect(await daysAt(midnight + 2 * hour - minute)).toEqual([24, 23]);
});

test('a bucket is read once, however often it is asked for', async () => {
  const { read, started } = steadyHistory();
  await Promise.all([started(tick - hour, tick), started(tick - hour, tick), started(tick - 30 * minute, tick)]);
  expect(read.minute).toBe(60);
});
