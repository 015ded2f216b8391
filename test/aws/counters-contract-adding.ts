import { expect } from 'vitest';
import { applyCounter } from '../../functions/count/apply-counter.ts';
import { mark, parts, sequence, type TableTest } from './counters-contract.ts';

/** What is added is added once. */
export function addingContract(test: TableTest): void {
  test('adds a batch once, whatever is delivered again, re-cut or out of order', async ({ table, id, read }) => {
    const batches = [[5, 6, 7], [5, 6, 7], [6, 7, 8], [5], [8, 9], [5, 6, 7, 8, 9]];
    for (const batch of batches) await applyCounter(id(), mark, parts(...batch), table);
    expect(await read()).toEqual({ 'o.sent': 5 });
    expect(await table.mark(id(), mark)).toBe(sequence(9));
  });

  test('adds a batch once when many bring it at the same time, cut differently', async ({ table, id, read }) => {
    const cuts = [1, 2, 3, 4, 5, 6, 7, 8].map((last) => Array.from({ length: last }, (_, index) => index + 1));
    await Promise.all([...cuts, ...cuts].map((cut) => applyCounter(id(), mark, parts(...cut), table)));
    expect(await read()).toEqual({ 'o.sent': 8 });
  });

  test('keeps the marks of shards apart', async ({ table, id, read }) => {
    await applyCounter(id(), mark, parts(9), table);
    await applyCounter(id(), '~another0', parts(3), table);
    expect(await read()).toEqual({ 'o.sent': 2 });
    const marks = [mark, '~another0', '~nobodys0'].map((one) => table.mark(id(), one));
    expect(await Promise.all(marks)).toEqual([sequence(9), sequence(3), undefined]);
    expect(await table.mark(id({ value: 'autumn' }), mark)).toBeUndefined();
  });

  test('moves the mark even when a batch adds up to nothing', async ({ table, id }) => {
    await applyCounter(id(), mark, [{ sequence: sequence(4), measures: {} }], table);
    expect(await table.mark(id(), mark)).toBe(sequence(4));
    expect(await table.standing(id())).toMatchObject({ measures: {}, rev: 1, dirty: false });
  });

  test('adds on the condition that the mark is what the writer saw', async ({ table, id, read }) => {
    const add = (seen: string | undefined, n: number) =>
      table.add({ counter: id(), measures: { 'o.sent': 1 }, mark, moveTo: sequence(n), expect: { is: seen } });
    expect(await add(sequence(1), 2)).toBe(false);
    expect(await read()).toBeUndefined();
    expect(await add(undefined, 2)).toBe(true);
    expect(await add(undefined, 3)).toBe(false);
    expect(await add(sequence(2), 4)).toBe(true);
    expect(await read()).toEqual({ 'o.sent': 2 });
  });

  test('takes more measures than one expression holds', async ({ table, id, read }) => {
    const wide = Array.from({ length: 600 }, (_, n) => ({
      sequence: sequence(n + 1),
      measures: { [`x.code.${n}`]: 1 },
    }));
    for (let times = 0; times < 2; times += 1) await applyCounter(id(), mark, wide, table);
    const amounts = Object.values((await read()) ?? {});
    expect([amounts.length, Math.min(...amounts), Math.max(...amounts)]).toEqual([600, 1, 1]);
  });

  test('forgets a measure that fell to nothing, and holds one below nothing', async ({ count, read }) => {
    await count({}, { 'o.sent': 2, 'o.costMicros': 5_000_000_000 });
    await count({}, { 'o.sent': -2, 'o.costMicros': 1, 'o.failed': -1 }, 2);
    expect(await read()).toEqual({ 'o.costMicros': 5_000_000_001, 'o.failed': -1 });
  });
}
