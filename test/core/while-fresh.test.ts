import { expect, test } from 'vitest';
import { whileFresh } from '../../functions/core/while-fresh.ts';

function counting(fails: readonly number[] = []) {
  const clock = { now: 0 };
  let asked = 0;
  const ask = whileFresh(
    () => clock.now,
    10,
    async () => {
      asked += 1;
      if (fails.includes(asked)) throw new Error(`${asked}`);
      return asked;
    },
  );
  return { clock, ask };
}

test('an answer serves everybody until it is old', async () => {
  const { clock, ask } = counting();
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  clock.now = 9;
  expect(await ask()).toBe(1);
  clock.now = 10;
  expect(await ask()).toBe(2);
});

test('a failure is asked again at once', async () => {
  const { ask } = counting([1]);
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask()).toBe(2);
});
