import { GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalTable } from '../../functions/aws/journal-table.ts';
import { providerStatusTable } from '../../functions/aws/provider-status-table.ts';
import { advance } from '../../functions/core/advance.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { journalEvent, start } from '../support/events.ts';
import { silentLog } from '../support/fakes.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

describe('the journal table', () => {
  test('gives an entry back as it was written', async () => {
    const journal = journalTable(db.client, db.tables.journal, defaultRetention, () => start);
    const to = { hash: 'abc', masked: '+1415•••0123', country: 'US' };
    const step = advance(undefined, journalEvent('delivered', { id: 'SM-roundtrip', key: 'k-1', to, segments: 2 }));
    const entry = step.kind === 'changed' ? step.entry : undefined;
    expect(entry && (await journal.save(entry))).toBe(true);
    expect(await journal.load('k-1')).toEqual({ ...entry, writtenAt: start });
  });

  test('refuses a write over another writer’s', async () => {
    const journal = journalTable(db.client, db.tables.journal, defaultRetention, () => start);
    const results = await Promise.all(
      Array.from({ length: 12 }, () => recordEvent(journalEvent('sent', { key: 'k-2' }), journal)),
    );
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1);
    expect((await journal.load('k-2'))?.rev).toBe(1);
  });

  test('lists entries by the hour they started in, and by recipient', async () => {
    const journal = journalTable(db.client, db.tables.journal, defaultRetention, () => start);
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
