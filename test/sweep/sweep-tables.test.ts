import { afterAll, beforeAll, expect, test } from 'vitest';
import { countLagReader } from '../../functions/aws/count-lag.ts';
import { counterStore } from '../../functions/aws/counters-table.ts';
import { cursorTable } from '../../functions/aws/cursor-table.ts';
import { historyTable } from '../../functions/aws/history-table.ts';
import { journalIndex } from '../../functions/aws/journal-index.ts';
import { journalTable } from '../../functions/aws/journal-table.ts';
import { difference } from '../../functions/core/contributions.ts';
import { defaultRetention as retention } from '../../functions/core/retention.ts';
import { hour } from '../../functions/core/time.ts';
import { applyCounter } from '../../functions/count/apply-counter.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { type SweepDeps, sweep } from '../../functions/sweep/sweep.ts';
import { journalEvent, start } from '../support/events.ts';
import { silentLog } from '../support/fakes.ts';
import { startTables } from '../support/tables.ts';
import { expiryWith } from './sweep-world.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const messages = 60;

test('the tables give the sweep what it needs, and take what it writes', async () => {
  const { client, tables } = db;
  const tick = start + 74 * hour;
  const now = () => tick;
  const journal = journalTable(client, tables.journal, retention, now);
  const counters = counterStore(client, tables.counters, retention);
  const keys = Array.from({ length: messages }, (_, index) => `main#twilio#message#SM${index}`);
  for (const [index, key] of keys.entries()) {
    await recordEvent(journalEvent('sent', { key }), journal);
    const entry = await journal.load(key);
    for (const [, counter] of entry ? difference(undefined, entry) : []) {
      const part = { sequence: String(index).padStart(40, '0'), measures: counter.measures };
      await applyCounter(counter, '~0123456789', [part], counters);
    }
  }
  const deps: SweepDeps = {
    tenants: ['main'],
    expiry: expiryWith(),
    retention,
    journal,
    history: historyTable({ client, tableName: tables.counters, now }),
    index: journalIndex({ client, tableName: tables.journal }),
    cursor: (name) => cursorTable(client, tables.state, name),
    countLag: countLagReader(client, tables.state, ['main']),
    now,
    metric: () => undefined,
    log: silentLog,
  };
  expect(await sweep(tick, deps)).toEqual({ kind: 'swept', hours: 73, messages, expired: messages, left: 0 });
  expect(await sweep(tick, deps)).toEqual({ kind: 'swept', hours: 0, messages: 0, expired: 0, left: 0 });
  const entries = await Promise.all(keys.map(journal.load));
  expect(entries.filter((entry) => entry?.kind === 'message' && entry.outcome?.is === 'expired')).toHaveLength(
    messages,
  );
});
