import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentCounter, consentWriter } from '../../functions/aws/consent-table.ts';
import { counterStore } from '../../functions/aws/counters-table.ts';
import { rollUpTable } from '../../functions/aws/roll-up-table.ts';
import { uniqueReader, uniqueWriter } from '../../functions/aws/unique-table.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day, hour } from '../../functions/core/time.ts';
import { count } from '../../functions/count/count.ts';
import { notePeople } from '../../functions/count/note-people.ts';
import { rollUp } from '../../functions/roll-up/roll-up.ts';
import { start } from '../support/events.ts';
import { noRunning, silentLog } from '../support/fakes.ts';
import { changesOf, consentFrom, inboundFrom } from '../support/people.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

test('people of a batch reach the day’s item, and stay there when its sets are gone', async () => {
  let now = start + hour;
  const counters = { client: db.client, tableName: db.tables.counters, now: () => now };
  const state = { client: db.client, tableName: db.tables.state };
  const take = async (shardId: string, events: JournalEvent[]) => {
    const changes = changesOf(events);
    const deps = { addPeople: uniqueWriter(counters), keepConsent: consentWriter(state), now: () => now };
    await notePeople(changes, deps);
    await count(
      { shardId, changes, undecodable: [] },
      {
        store: counterStore(db.client, counters.tableName, defaultRetention),
        running: noRunning,
        setAside: async () => undefined,
        noteProgress: async () => undefined,
        retention: defaultRetention,
        now: () => now,
        metric: () => undefined,
        log: silentLog,
      },
    );
  };
  const sum = () =>
    rollUp({
      store: rollUpTable(db.client, counters.tableName, defaultRetention),
      peopleOf: uniqueReader(counters),
      consentNumbers: consentCounter(state),
      tenants: { main: { timeZone: 'UTC' } },
      now: () => now,
      log: silentLog,
    });
  const read = async (granularity: 'day' | 'month', at: number) => {
    const id = { tenant: 'main', dimension: 'total', value: 'all', granularity, start: at } as const;
    return (await db.client.send(new GetCommand({ TableName: counters.tableName, Key: counterKey(id) }))).Item ?? {};
  };
  const hashes = ['a1', 'b2', 'c3'].map((name) => name.padEnd(32, '0'));
  const letters = hashes.flatMap((hash, n) =>
    [0, 1].map((time) => inboundFrom(hash, `${n}-${time}`, start, `u-${n % 2}`)),
  );
  await take('a', [
    ...letters,
    consentFrom('p1', 'c-1', start, 'opted-out'),
    consentFrom('p2', 'c-2', start, 'opted-in'),
  ]);
  await sum();
  const today = Date.UTC(2025, 5, 2);
  const people = { 'u.senders': 3, 'u.users': 2, 'u.optedOut': 1, 'u.optedIn': 1 };
  expect(await read('day', today)).toMatchObject({ ...people, 'o.inbound.received': 6 });
  expect(Object.keys(await read('month', Date.UTC(2025, 5, 1))).filter((name) => name.startsWith('u.'))).toEqual([]);

  now = start + 20 * day;
  await take('b', [inboundFrom('d4'.padEnd(32, '0'), 'late', start), consentFrom('p3', 'c-3', start, 'opted-out')]);
  await sum();
  expect(await read('day', today)).toMatchObject({ ...people, 'o.inbound.received': 7, 'o.consent.opted-out': 2 });
});
