import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditTable } from '../../functions/aws/audit-table.ts';
import { counterStore } from '../../functions/aws/counters-table.ts';
import type { CounterId } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { defaultRetention as retention } from '../../functions/core/retention.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const first = start - (start % hour);
const mark = '~0123456789';
const idOf = (tenant: string, more: Partial<CounterId> = {}): CounterId => ({
  tenant,
  dimension: 'total',
  value: 'all',
  granularity: 'hour',
  start: first,
  ...more,
});

function tables() {
  const counters = counterStore(db.client, db.tables.counters, retention);
  const audit = auditTable({ client: db.client, tableName: db.tables.counters, retention });
  const add = (counter: CounterId, measures: Record<string, number>, sequence = '1') =>
    counters.add({ counter, measures, mark, moveTo: sequence, expect: { below: sequence } });
  const read = async (id: CounterId) =>
    (await db.client.send(new GetCommand({ TableName: db.tables.counters, Key: counterKey(id) }))).Item;
  return { audit, add, read };
}

test('gives the minutes and hours that start in a span, with their revisions', async () => {
  const { audit, add } = tables();
  const inside = [
    idOf('span'),
    idOf('span', { dimension: 'carrier', value: 'telnyx|AT&T', start: first + 30 * minute }),
    idOf('span', { dimension: 'campaign', value: 'spring', granularity: 'minute', start: first + 59 * minute }),
  ];
  const outside = [
    idOf('span', { start: first + hour }),
    idOf('span', { granularity: 'minute', start: first - minute }),
    idOf('span', { dimension: 'user', value: 'u-1', granularity: 'day' }),
    idOf('another'),
  ];
  for (const id of [...inside, ...outside]) await add(id, { 'o.started': 2 });
  const found = await audit.stored('span', first, first + hour);
  expect(found).toHaveLength(inside.length);
  expect(found).toEqual(expect.arrayContaining(inside.map((id) => ({ ...id, measures: { 'o.started': 2 }, rev: 1 }))));
  const [user] = await audit.storedUsers(outside.filter(({ dimension }) => dimension === 'user'));
  expect(user).toMatchObject({ value: 'u-1', rev: 1 });
});

test('a repair sets and takes off measures, leaves marks and transitions, and makes an hour dirty', async () => {
  const { audit, add, read } = tables();
  const id = idOf('repaired');
  await add(id, { 'o.started': 2, 'o.failed': 1, 't.sent': 5 }, '7');
  const counter = { ...id, measures: {}, rev: 1 };
  expect(await audit.repair(counter, { 'o.started': 3, 'o.failed': 0 })).toBe(true);
  const item = await read(id);
  expect(item).toMatchObject({ 'o.started': 3, 't.sent': 5, rev: 2, dirty: 'repaired', [mark]: '7' });
  expect(item).not.toHaveProperty('o.failed');
});

test('a repair is refused where the counter changed since it was read, or was born', async () => {
  const { audit, add, read } = tables();
  const id = idOf('refused');
  await add(id, { 'o.started': 2 }, '1');
  await add(id, { 'o.started': 2 }, '2');
  expect(await audit.repair({ ...id, measures: {}, rev: 1 }, { 'o.started': 9 })).toBe(false);
  expect(await audit.repair({ ...id, measures: {}, rev: 0 }, { 'o.started': 9 })).toBe(false);
  expect(await read(id)).toMatchObject({ 'o.started': 4, rev: 2 });
});

test('a repair writes a counter that is missing, and more measures than an expression holds', async () => {
  const { audit, read } = tables();
  const id = idOf('missing', { granularity: 'minute' });
  const codes = Array.from({ length: 400 }, (_, code) => [`x.code.${30_000 + code}`, code + 1] as const);
  const measures = { 'o.started': 1, ...Object.fromEntries(codes) };
  expect(await audit.repair({ ...id, measures: {}, rev: 0 }, measures)).toBe(true);
  expect(await read(id)).toMatchObject({ ...measures, rev: 3, expiresAt: (first + retention.minute) / 1000 });
});
