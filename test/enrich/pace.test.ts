import { expect, test } from 'vitest';
import { createPace } from '../../functions/enrich/pace.ts';

/** A clock that moves only while somebody sleeps, to the next who wakes. */
function fakeClock() {
  let at = 1000;
  const sleepers: { until: number; wake: () => void }[] = [];
  const sleep = (millis: number) => new Promise<void>((wake) => sleepers.push({ until: at + millis, wake }));
  const run = async () => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = sleepers.sort((a, b) => a.until - b.until).shift();
      if (next === undefined) return;
      at = Math.max(at, next.until);
      next.wake();
    }
  };
  const pass = (millis: number) => {
    at += millis;
  };
  return { now: () => at, sleep, run, pass };
}

test('those that come at once go one after the other, evenly', async () => {
  const clock = fakeClock();
  const pace = createPace({ perSecond: 5, ...clock });
  const turns: number[] = [];
  const all = Array.from({ length: 6 }, async () => {
    if (await pace.turn()) turns.push(clock.now());
  });
  await clock.run();
  await Promise.all(all);
  expect(turns).toEqual([1000, 1200, 1400, 1600, 1800, 2000]);
});

test('who comes late waits for nobody, and saves up nothing', async () => {
  const clock = fakeClock();
  const pace = createPace({ perSecond: 1, ...clock });
  expect(await pace.turn()).toBe(true);
  clock.pass(60_000);
  const turns: number[] = [];
  const all = [0, 1].map(async () => {
    if (await pace.turn()) turns.push(clock.now());
  });
  await clock.run();
  await Promise.all(all);
  expect(turns).toEqual([61_000, 62_000]);
});

test('nobody goes while the other side wants to be left alone, not even who waits already', async () => {
  const clock = fakeClock();
  const pace = createPace({ perSecond: 1, ...clock });
  await pace.turn();
  const waiting = pace.turn();
  pace.hold(30_000);
  await clock.run();
  expect(await waiting).toBe(false);
  clock.pass(28_999);
  expect(await pace.turn()).toBe(false);
  clock.pass(1);
  expect(await pace.turn()).toBe(true);
});

test('a shorter wish does not take back a longer one', async () => {
  const clock = fakeClock();
  const pace = createPace({ perSecond: 1, ...clock });
  pace.hold(30_000);
  pace.hold(1000);
  clock.pass(10_000);
  expect(await pace.turn()).toBe(false);
});
