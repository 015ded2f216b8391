import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labelValuesTable } from '../../functions/aws/label-values-table.ts';
import { bucketText, day, second } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { watchedCalls } from '../support/watched-calls.ts';

const today = Date.UTC(2025, 5, 2, 4);
const limits = { carrier: 3, campaign: 10, sender: 3, pool: 3, template: 3, errorCode: 3 };

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

/** A function of its own, which remembers only what it learnt itself. */
const instance = (client = db.client) => labelValuesTable({ client, tableName: db.tables.state, limits });
const numbered = (count: number, name = 'c') => Array.from({ length: count }, (_, n) => `${name}-${n}`);
const item = async (tenant: string) => {
  const Key = { pk: `label-values#${tenant}`, sk: `${bucketText(today)}#campaign` };
  return (await db.client.send(new GetCommand({ TableName: db.tables.state, Key }))).Item;
};

test('twenty functions at once admit as many values as the limit, and all agree which', async () => {
  const functions = Array.from({ length: 20 }, () => instance());
  const ask = () =>
    Promise.all(
      functions.map((admits) => Promise.all(numbered(15).map((value) => admits('crowd', today, 'campaign', value)))),
    );
  const [answers = [], ...others] = await ask();
  expect(answers.filter((admitted) => admitted)).toHaveLength(10);
  for (const other of others) expect(other).toEqual(answers);
  expect((await ask()).every((again) => again.join() === answers.join())).toBe(true);
  const admitted = numbered(15).filter((_, n) => answers[n]);
  expect(new Set((await item('crowd'))?.admitted)).toEqual(new Set(admitted));
});

test('a value stays admitted or refused, and is asked for once', async () => {
  const { client, calls } = watchedCalls(db.client);
  const admits = instance(client);
  const all = async () => Promise.all(numbered(12).map((value) => admits('calm', today, 'campaign', value)));
  const answers = [];
  for (const value of numbered(12)) answers.push(await admits('calm', today, 'campaign', value));
  expect(answers).toEqual(numbered(12).map((_, n) => n < 10));
  // One read of the day, and one write for each value.
  expect(calls()).toBe(13);
  expect(await all()).toEqual(answers);
  expect(calls()).toBe(13);
});

test('what another function admitted is admitted here, without a write', async () => {
  for (const value of numbered(10)) await instance()('shared', today, 'campaign', value);
  const { client, calls } = watchedCalls(db.client);
  const admits = instance(client);
  for (const value of numbered(10)) expect(await admits('shared', today, 'campaign', value)).toBe(true);
  expect(calls()).toBe(1);
});

test('what another function admitted since is admitted here, though the day is full', async () => {
  const [early, late] = [instance(), instance()];
  expect(await early('race', today, 'campaign', 'c-0')).toBe(true);
  for (const value of numbered(10)) await late('race', today, 'campaign', value);
  expect(await early('race', today, 'campaign', 'c-9')).toBe(true);
  expect(await early('race', today, 'campaign', 'c-10')).toBe(false);
});

test('tenants, days and dimensions have limits of their own', async () => {
  const admits = instance();
  for (const value of numbered(3)) expect(await admits('one', today, 'carrier', value)).toBe(true);
  expect(await admits('one', today, 'carrier', 'more')).toBe(false);
  expect(await admits('one', today, 'pool', 'more')).toBe(true);
  expect(await admits('one', today + day, 'carrier', 'more')).toBe(true);
  expect(await admits('another', today, 'carrier', 'more')).toBe(true);
});

test('a day is forgotten eight days after it began', async () => {
  await instance()('expiring', today, 'campaign', 'c-0');
  expect((await item('expiring'))?.expiresAt).toBe((today + 8 * day) / second);
});

test('an answer that failed is asked for again', async () => {
  const { client, failNext } = watchedCalls(db.client);
  const admits = instance(client);
  failNext();
  await expect(admits('flaky', today, 'campaign', 'c-0')).rejects.toThrow('out of order');
  expect(await admits('flaky', today, 'campaign', 'c-0')).toBe(true);
});
