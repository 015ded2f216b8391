import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counterOf } from '../../functions/aws/counter-item.ts';
import { gaugeReader, gaugeWriter } from '../../functions/aws/gauges.ts';
import { historyTable, queryRange } from '../../functions/aws/history-table.ts';
import { dimensions } from '../../functions/core/counter.ts';
import { counterIdOf } from '../../functions/core/counter-key.ts';
import { type Gauge, gaugeKey, gaugePartition } from '../../functions/core/gauge.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day, minute } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';

const noon = Date.UTC(2025, 5, 2, 12);
const runs = Math.min(40, Number(process.env.PROPERTY_RUNS ?? 40));
let tables: Awaited<ReturnType<typeof startTables>>;
let tenants = 0;

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

/** The table as a tenant sees it that nobody has used yet. */
function newTenant() {
  const { client } = tables;
  const tableName = tables.tables.counters;
  tenants += 1;
  const tenant = `tenant-${tenants}`;
  const save = gaugeWriter(client, tableName, defaultRetention);
  const read = gaugeReader(client, tableName);
  return {
    tenant,
    save: (name: string, value: number, at: number) => save({ tenant, name, value, at }),
    read: async (from: number, to: number) => Object.fromEntries(await read(tenant, { from, to })),
    items: (at: number) => queryRange({ client, tableName, consistent: true }, { pk: gaugePartition(tenant, at) }),
  };
}

describe('a gauge', () => {
  test('is read as it was reported last, each by its name, in a span without its end', async () => {
    const { save, read } = newTenant();
    await save('queue', 10, noon);
    await save('queue', 20, noon + 90_000);
    await save('calls', -0.5, noon + 1000);
    await save('queue', 30, noon + 3 * minute);
    expect(await read(noon, noon + 3 * minute)).toEqual({
      queue: { value: 20, at: noon + 90_000 },
      calls: { value: -0.5, at: noon + 1000 },
    });
    expect(await read(noon + minute, noon + 3 * minute)).toEqual({ queue: { value: 20, at: noon + 90_000 } });
    expect(await read(noon + 4 * minute, noon + 5 * minute)).toEqual({});
    expect(await read(noon, noon)).toEqual({});
  });

  test('is each tenant’s own', async () => {
    const [one, other] = [newTenant(), newTenant()];
    await one.save('queue', 1, noon);
    expect(await other.read(noon, noon + minute)).toEqual({});
  });

  test('stands as its newest value, whatever order its reports come in and however often', async () => {
    const reports = fc.array(
      fc.record({ value: fc.constantFrom(-1, 0, 0.25, 7), at: fc.constantFrom(noon, noon + 1, noon + 2) }),
      { minLength: 1, maxLength: 6 },
    );
    const disturbed = reports.chain((all) => fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }));
    await fc.assert(
      fc.asyncProperty(disturbed, async (all) => {
        const { save, read } = newTenant();
        for (const { value, at } of all) await save('queue', value, at);
        const newest = Math.max(...all.map(({ at }) => at));
        const value = Math.max(...all.filter(({ at }) => at === newest).map((one) => one.value));
        expect(await read(noon, noon + minute)).toEqual({ queue: { value, at: newest } });
      }),
      { numRuns: runs },
    );
  });

  test('stands as its newest value also if ten functions write at once', async () => {
    const { save, read } = newTenant();
    await Promise.all(Array.from({ length: 10 }, (_, index) => save('queue', 100 - index, noon + index)));
    expect(await read(noon, noon + minute)).toEqual({ queue: { value: 91, at: noon + 9 } });
  });

  test.each([0, 1e15, -1e15, 1e-100, 0.1 + 0.2, 123_456_789.123])('may be %d', async (value) => {
    const { save, read } = newTenant();
    await save('queue', value, noon);
    expect(await read(noon, noon + minute)).toEqual({ queue: { value, at: noon } });
  });

  test('is forgotten with its minute', async () => {
    const { save, items } = newTenant();
    await save('queue', 1, noon + 59_999);
    expect(await items(noon)).toMatchObject([{ sk: 'queue', expiresAt: (noon + 3 * day) / 1000 }]);
  });

  test('that cannot be written is an error, so that its request is spilled', async () => {
    const save = gaugeWriter(tables.client, 'no-such-table', defaultRetention);
    await expect(save({ tenant: 'main', name: 'queue', value: 1, at: noon })).rejects.toThrow();
  });
});

describe('for those who count, a gauge', () => {
  const gauge: Gauge = { tenant: 'main', name: 'queue', value: 7, at: noon };

  test('is no counter', () => {
    expect(counterIdOf(gaugeKey(gauge))).toBeUndefined();
    expect(counterOf({ ...gaugeKey(gauge), value: 7, at: noon, expiresAt: noon / 1000 })).toBeUndefined();
  });

  test('is in no query of any dimension and bucket', async () => {
    const { tenant, save } = newTenant();
    await save('all', 7, noon);
    const history = historyTable({ client: tables.client, tableName: tables.tables.counters, now: () => noon });
    for (const dimension of dimensions) {
      for (const granularity of ['minute', 'hour', 'day', 'month'] as const) {
        const span = { from: noon - minute, to: noon + minute };
        expect(await history.slice({ tenant, dimension, granularity, ...span })).toEqual([]);
      }
    }
  });
});
