import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runningMarksPruner, runningTotals, runningTotalsReader } from '../../functions/aws/running-totals-table.ts';
import { hour } from '../../functions/core/time.ts';
import { applyCounter } from '../../functions/count/apply-counter.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

let now = Date.UTC(2026, 10, 20, 10);
let tenants = 0;
let id = { tenant: '', provider: 'twilio' };
beforeEach(() => {
  tenants += 1;
  id = { tenant: `tenant${tenants}`, provider: 'twilio' };
});

const table = () => ({ client: db.client, tableName: db.tables.counters, now: () => now });
const part = (sequence: string, delivered = 1) => ({ sequence, measures: { 't.delivered': delivered } });
const add = (mark: string, ...parts: ReturnType<typeof part>[]) =>
  applyCounter(id, mark, parts, runningTotals(table()));
const total = () => runningTotalsReader(table())(id.tenant);
const names = async () => {
  const Key = { pk: `${id.tenant}#running`, sk: id.provider };
  const { Item = {} } = await db.client.send(new GetCommand({ TableName: db.tables.counters, Key }));
  return Object.keys(Item).sort();
};

test('what is delivered again, in another cut, is added once', async () => {
  await add('~shard-a', part('01'), part('02'));
  await add('~shard-a', part('02'), part('03'));
  await add('~shard-a', part('01'), part('02'), part('03'));
  await add('~shard-b', part('01'));
  expect(await total()).toEqual([{ ...id, measures: { 't.delivered': 4 } }]);
});

test('marks of shards that are gone for two days are taken off, and nothing else', async () => {
  await add('~shard-a', part('01'));
  now += 30 * hour;
  await add('~shard-b', part('01'));
  now += 19 * hour;
  await runningMarksPruner(table())(id.tenant);
  expect(await names()).toEqual(['@shard-b', 'pk', 'sk', 't.delivered', '~shard-b']);
  expect(await total()).toEqual([{ ...id, measures: { 't.delivered': 2 } }]);
});

test('it takes off as many as one write can hold, and the rest at the next time', async () => {
  for (let shard = 0; shard < 50; shard += 1) await add(`~shard-${shard}`, part('01'));
  now += 50 * hour;
  const prune = runningMarksPruner(table());
  await prune(id.tenant);
  expect((await names()).filter((name) => name.startsWith('~'))).toHaveLength(10);
  await prune(id.tenant);
  expect((await names()).filter((name) => name.startsWith('~'))).toEqual([]);
  expect(await total()).toEqual([{ ...id, measures: { 't.delivered': 50 } }]);
});

test('a tenant of which nothing was counted has no totals', async () => {
  expect(await total()).toEqual([]);
});
