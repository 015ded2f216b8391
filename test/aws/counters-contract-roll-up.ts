import { expect } from 'vitest';
import type { Granularity } from '../../functions/core/counter.ts';
import { applyCounter } from '../../functions/count/apply-counter.ts';
import { rollUp } from '../../functions/roll-up/roll-up.ts';
import { silentLog } from '../support/fakes.ts';
import { nobody } from '../support/people.ts';
import { mark, parts, type TableTest, type Trial } from './counters-contract.ts';

/** Sums are written whole, on conditions, and what changed is flagged. */
export function rollUpContract(test: TableTest): void {
  test('replaces a counter whole, on the condition that nobody else did', async ({ table, id, count }) => {
    const day = id({ granularity: 'day' });
    expect(await table.standing(day)).toBeUndefined();
    expect(await table.replace(day, { 'o.sent': 3, 'o.failed': 1 }, 1)).toBe(false);
    expect(await table.replace(day, { 'o.sent': 3, 'o.failed': 1 }, 0)).toBe(true);
    expect(await table.replace(day, { 'o.sent': 9 }, 0)).toBe(false);
    expect(await table.replace(day, { 'o.sent': 4 }, 1)).toBe(true);
    expect(await table.standing(day)).toMatchObject({ ...day, measures: { 'o.sent': 4 }, rev: 2, dirty: true });
    await count(day);
    expect(await table.replace(day, {}, 2)).toBe(false);
    const [found, ...others] = await table.read([day, day, id()]);
    expect(found).toMatchObject({ ...day, measures: { 'o.sent': 5 }, rev: 3, dirty: true });
    expect(others).toEqual([]);
  });

  test('lists the hours that changed and the days that were written until they are clean', async (trial) => {
    const { table, tenant, id, count } = trial;
    await count({ granularity: 'minute', value: 'a minute' });
    for (const value of ['a', 'b']) await count({ granularity: 'hour', value });
    await count({ granularity: 'hour', value: 'elsewhere', tenant: `${tenant}-b` });
    await table.replace(id({ granularity: 'day', value: 'c' }), { 'o.sent': 1 }, 0);
    await table.replace(id({ granularity: 'month', value: 'd' }), { 'o.sent': 1 }, 0);
    await count({ granularity: 'day', value: 'e', dimension: 'user' });
    expect(await flagged(trial, 'hour')).toEqual(['a', 'b']);
    expect(await flagged(trial, 'day')).toEqual(['c']);
    for (const counter of await table.read([id({ granularity: 'hour', value: 'a' })])) await table.clean(counter);
    expect(await flagged(trial, 'hour')).toEqual(['b']);
    await count({ granularity: 'hour', value: 'a' }, {}, 2);
    expect(await flagged(trial, 'hour')).toEqual(['a', 'b']);
  });

  test('leaves a counter flagged that changed since it was read', async (trial) => {
    await trial.count({ granularity: 'hour' });
    const stale = await trial.table.standing(trial.id({ granularity: 'hour' }));
    await trial.count({ granularity: 'hour' }, {}, 2);
    if (stale) await trial.table.clean(stale);
    expect(await flagged(trial, 'hour')).toEqual(['spring']);
  });

  test('rolls hours up into local days and months, again after a late hour', async ({ table, tenant, id, read }) => {
    const deps = { ...nobody, store: table, tenants: { [tenant]: { timeZone: 'America/New_York' } }, log: silentLog };
    const hourAt = (text: string) => id({ granularity: 'hour', start: Date.parse(text) });
    // 31 May 23:00 and 1 June 00:00 in New York.
    await applyCounter(hourAt('2025-06-01T03:00Z'), mark, parts(1), table);
    await applyCounter(hourAt('2025-06-01T04:00Z'), mark, parts(2, 3), table);
    expect(await rollUp(deps)).toEqual({ days: 2, months: 2, raced: 0 });
    expect(await rollUp(deps)).toEqual({ days: 0, months: 0, raced: 0 });
    await applyCounter(hourAt('2025-06-01T05:00Z'), mark, parts(4), table);
    expect(await rollUp(deps)).toEqual({ days: 1, months: 1, raced: 0 });
    const sent = async (granularity: Granularity, text: string) =>
      (await read({ granularity, start: Date.parse(text) }))?.['o.sent'];
    expect([await sent('day', '2025-05-31T04:00Z'), await sent('day', '2025-06-01T04:00Z')]).toEqual([1, 3]);
    expect([await sent('month', '2025-05-01T04:00Z'), await sent('month', '2025-06-01T04:00Z')]).toEqual([1, 3]);
  });
}

async function flagged({ table, tenant }: Trial, granularity: 'hour' | 'day'): Promise<string[]> {
  const values: string[] = [];
  for await (const { value } of table.dirty(tenant, granularity)) values.push(value);
  return values.sort();
}
