import { GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counterStore } from '../../functions/aws/counters-table.ts';
import { historyTable } from '../../functions/aws/history-table.ts';
import { journalTable } from '../../functions/aws/journal-table.ts';
import { providerStatusTable } from '../../functions/aws/provider-status-table.ts';
import { counterReadings } from '../../functions/aws/readings.ts';
import { rollUpTable } from '../../functions/aws/roll-up-table.ts';
import { advance } from '../../functions/core/advance.ts';
import type { CounterId } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { applyCounter } from '../../functions/count/apply-counter.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { rollUp } from '../../functions/roll-up/roll-up.ts';
import { journalEvent, start } from '../support/events.ts';
import { silentLog } from '../support/fakes.ts';
import { nobody } from '../support/people.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const read = async (id: CounterId) => {
  const { Item } = await db.client.send(new GetCommand({ TableName: db.tables.counters, Key: counterKey(id) }));
  return Item ?? {};
};
const mark = '~0123456789';
const seq = (n: number) => String(n).padStart(40, '0');
const parts = (...sequences: number[]) => sequences.map((n) => ({ sequence: seq(n), measures: { 'o.sent': 1 } }));

describe('the journal table', () => {
  test('gives an entry back as it was written', async () => {
    const journal = journalTable(db.client, db.tables.journal, defaultRetention);
    const to = { hash: 'abc', masked: '+1415•••0123', country: 'US' };
    const step = advance(undefined, journalEvent('delivered', { id: 'SM-roundtrip', key: 'k-1', to, segments: 2 }));
    const entry = step.kind === 'changed' ? step.entry : undefined;
    expect(entry && (await journal.save(entry))).toBe(true);
    expect(await journal.load('k-1')).toEqual({ ...entry, writtenAt: expect.any(Number) });
  });

  test('refuses a write over another writer’s', async () => {
    const journal = journalTable(db.client, db.tables.journal, defaultRetention);
    const results = await Promise.all(
      Array.from({ length: 12 }, () => recordEvent(journalEvent('sent', { key: 'k-2' }), journal)),
    );
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
    expect((await journal.load('k-2'))?.rev).toBe(1);
  });

  test('lists entries by the hour they started in, and by recipient', async () => {
    const journal = journalTable(db.client, db.tables.journal, defaultRetention);
    const to = { hash: 'person', masked: '+1415•••0123', country: 'US' };
    await recordEvent(journalEvent('sent', { key: 'k-3', to }), journal);
    const { Items: byRecipient } = await db.client.send(
      new QueryCommand({
        TableName: db.tables.journal,
        IndexName: 'byRecipient',
        KeyConditionExpression: 'recipient = :r',
        ExpressionAttributeValues: { ':r': 'main#person' },
      }),
    );
    expect(byRecipient).toMatchObject([{ pk: 'k-3', startedAt: start }]);
    const { Items } = await db.client.send(new ScanCommand({ TableName: db.tables.journal, IndexName: 'byStarted' }));
    expect(Items?.find((item) => item.pk === 'k-3')?.startedIn).toMatch(/^main#2025-06-02T14:00Z#\d+$/);
  });
});

describe('the counters table', () => {
  const id = (value: string, granularity: CounterId['granularity'] = 'minute'): CounterId => ({
    tenant: 'main',
    dimension: 'campaign',
    value,
    granularity,
    start: start - (start % (granularity === 'minute' ? minute : hour)),
  });

  test('adds a batch once, whatever is delivered again, re-cut or out of order', async () => {
    const store = counterStore(db.client, db.tables.counters, defaultRetention);
    for (const batch of [parts(5, 6, 7), parts(5, 6, 7), parts(6, 7, 8), parts(5), parts(8, 9), parts(5, 6, 7, 8, 9)]) {
      await applyCounter(id('recut'), mark, batch, store);
    }
    expect(await read(id('recut'))).toMatchObject({ 'o.sent': 5, [mark]: seq(9) });
  });

  test('keeps the marks of shards apart', async () => {
    const store = counterStore(db.client, db.tables.counters, defaultRetention);
    await applyCounter(id('shards'), mark, parts(9), store);
    await applyCounter(id('shards'), '~another000', parts(3), store);
    expect(await read(id('shards'))).toMatchObject({ 'o.sent': 2, [mark]: seq(9), '~another000': seq(3) });
  });

  test('moves the mark even when a batch adds up to nothing', async () => {
    const store = counterStore(db.client, db.tables.counters, defaultRetention);
    await applyCounter(id('zero'), mark, [{ sequence: seq(4), measures: {} }], store);
    expect(await read(id('zero'))).toMatchObject({ [mark]: seq(4), rev: 1 });
  });

  test('splits a batch with more measures than an expression holds', async () => {
    const store = counterStore(db.client, db.tables.counters, defaultRetention);
    const wide = Array.from({ length: 600 }, (_, n) => ({ sequence: seq(n + 1), measures: { [`x.code.${n}`]: 1 } }));
    await applyCounter(id('wide'), mark, wide, store);
    await applyCounter(id('wide'), mark, wide, store);
    const item = await read(id('wide'));
    const sums = Object.entries(item).filter(([name]) => name.startsWith('x.code.'));
    expect(sums).toHaveLength(600);
    expect(new Set(sums.map(([, amount]) => amount))).toEqual(new Set([1]));
  });

  test('reads the values of a minute side by side, and the hours of one value', async () => {
    const store = counterStore(db.client, db.tables.counters, defaultRetention);
    await applyCounter({ ...id('side-a'), dimension: 'country' }, mark, parts(1, 2), store);
    await applyCounter({ ...id('side-b'), dimension: 'country' }, mark, parts(1), store);
    await applyCounter({ ...id('side-a', 'hour'), dimension: 'country' }, mark, parts(1, 2), store);
    const table = { client: db.client, tableName: db.tables.counters, now: () => start };
    const readings = counterReadings(historyTable(table), 'main');
    const at = start - (start % minute);
    expect(await readings.minutes('country', at, at + minute)).toEqual(
      new Map([
        ['side-a', { 'o.sent': 2 }],
        ['side-b', { 'o.sent': 1 }],
      ]),
    );
    expect(await readings.hours('country', 'side-a', start - hour, start + hour)).toEqual({ 'o.sent': 2 });
    const expired = counterReadings(historyTable({ ...table, now: () => start + 10 * 24 * hour }), 'main');
    expect(await expired.minutes('country', at, at + minute)).toEqual(new Map());
  });

  test('rolls hours up into local days and months, again after a late hour', async () => {
    const store = counterStore(db.client, db.tables.counters, defaultRetention);
    const scope = { tenant: 'newyork', dimension: 'campaign', value: 'spring' } as const;
    const hourAt = (iso: string): CounterId => ({ ...scope, granularity: 'hour', start: Date.parse(iso) });
    const deps = {
      store: rollUpTable(db.client, db.tables.counters, defaultRetention),
      tenants: { newyork: { timeZone: 'America/New_York' } },
      ...nobody,
      log: silentLog,
    };
    // 31 May 23:00 and 1 June 00:00 in New York.
    await applyCounter(hourAt('2025-06-01T03:00Z'), mark, parts(1), store);
    await applyCounter(hourAt('2025-06-01T04:00Z'), mark, parts(2, 3), store);
    expect(await rollUp(deps)).toEqual({ days: 2, months: 2, raced: 0 });
    expect(await rollUp(deps)).toEqual({ days: 0, months: 0, raced: 0 });
    await applyCounter(hourAt('2025-06-01T05:00Z'), mark, parts(4), store);
    expect(await rollUp(deps)).toEqual({ days: 1, months: 1, raced: 0 });
    const day = (iso: string) => read({ ...scope, granularity: 'day', start: Date.parse(iso) });
    const month = (iso: string) => read({ ...scope, granularity: 'month', start: Date.parse(iso) });
    expect((await day('2025-05-31T04:00Z'))['o.sent']).toBe(1);
    expect((await day('2025-06-01T04:00Z'))['o.sent']).toBe(3);
    expect((await month('2025-05-01T04:00Z'))['o.sent']).toBe(1);
    expect((await month('2025-06-01T04:00Z'))['o.sent']).toBe(3);
  });
});

test('the provider status is written at most once in ten seconds of each sort', async () => {
  let now = start;
  const note = providerStatusTable({ client: db.client, tableName: db.tables.state, now: () => now, log: silentLog });
  const status = async () => {
    const Key = { pk: 'provider-status#main', sk: 'twilio' };
    return (await db.client.send(new GetCommand({ TableName: db.tables.state, Key }))).Item;
  };
  await note('main', 'twilio', { kind: 'accepted', recorded: 1 });
  now += 9_000;
  await note('main', 'twilio', { kind: 'accepted', recorded: 1 });
  await note('main', 'twilio', { kind: 'refused', why: 'stale', hint: 'h', url: 'u' });
  expect(await status()).toMatchObject({
    lastWebhookAt: start,
    lastRecordedAt: start,
    lastRefusal: { at: start + 9_000, why: 'stale' },
  });
  now += 1_000;
  await note('main', 'twilio', { kind: 'accepted', recorded: 0 });
  await note('main', 'twilio', { kind: 'accepted', recorded: 1 });
  expect(await status()).toMatchObject({ lastWebhookAt: start + 10_000, lastRecordedAt: start + 10_000 });
});
