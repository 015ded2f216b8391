import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localClock } from '../../local/local-clock.ts';
import { type Schedule, startSchedule } from '../../local/schedule.ts';

let dir: string;
let schedule: Schedule | undefined;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-schedule-'));
});

afterEach(async () => {
  await schedule?.stop();
  await rm(dir, { recursive: true });
});

test('runs at whole minutes of product time, whatever a minute lasts', async () => {
  const clock = localClock(0.25, undefined, Date.now());
  const ticks: number[] = [];
  schedule = startSchedule({ every: 60_000, ...clock, run: async (tick) => ticks.push(tick), onFailure: () => {} });
  await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(3), { timeout: 10_000 });
  expect(ticks.every((tick) => tick % 60_000 === 0)).toBe(true);
  expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
});

test('goes on after a run that failed', async () => {
  const clock = localClock(0.25, undefined, Date.now());
  const onFailure = vi.fn();
  const run = vi.fn().mockRejectedValueOnce(new Error('down')).mockResolvedValue(undefined);
  schedule = startSchedule({ every: 60_000, ...clock, run, onFailure });
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThan(1), { timeout: 10_000 });
  expect(onFailure).toHaveBeenCalledOnce();
});

test('product time runs 60 / N times as fast as the wall, from the wall time at the start', () => {
  const start = Date.now();
  expect(localClock(1, undefined, start)).toMatchObject({ setting: `${start}/60`, rate: 60 });
  expect(localClock(60, undefined, start)).toMatchObject({ setting: undefined, rate: 1 });
});

test('product time of a kept store goes on where it was, and only at the same pace', () => {
  const first = localClock(1, dir, 1_000_000);
  expect(localClock(1, dir, 2_000_000).setting).toBe(first.setting);
  expect(() => localClock(60, dir, 2_000_000)).toThrow('was kept with --tick-seconds 1');
});
