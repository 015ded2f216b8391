import { createHash } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentCounter, consentReader, consentWriter } from '../../functions/aws/consent-table.ts';
import type { Dynamo } from '../../functions/aws/dynamo.ts';
import { uniqueReader, uniqueWriter } from '../../functions/aws/unique-table.ts';
import type { StandingConsent } from '../../functions/core/consent/standing.ts';
import { day } from '../../functions/core/time.ts';
import { type PeopleDay, slotLimit, slotOf } from '../../functions/core/unique.ts';
import { start } from '../support/events.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const hashOf = (n: number) => createHash('sha256').update(String(n)).digest('hex').slice(0, 12);
const ofTenant = (tenant: string): PeopleDay => ({ tenant, set: 'senders', dayStart: start });

/** A client that counts what is sent through it. */
function counting(client: Dynamo) {
  const counter = { sent: 0 };
  const proxy = new Proxy(client, {
    get: (target, name) => {
      if (name === 'send') counter.sent += 1;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { client: proxy, counter };
}

async function addAll(writer: ReturnType<typeof uniqueWriter>, people: PeopleDay, from: number, to: number) {
  for (let n = from; n < to; n += 1) await writer(slotOf({ ...people, hash: hashOf(n) }), [hashOf(n)]);
}

describe('the sets of a day', () => {
  const table = () => ({ client: db.client, tableName: db.tables.counters, now: () => start });

  test('count everybody once, whoever adds them, until they expire', async () => {
    const people = ofTenant('few');
    await addAll(uniqueWriter(table()), people, 0, 60);
    await addAll(uniqueWriter(table()), people, 30, 90);
    const countAt = (now: number) => uniqueReader({ ...table(), now: () => now })(people);
    expect(await countAt(start + 8 * day - 1)).toEqual({ count: 90, errorPermille: 0 });
    expect(await countAt(start + 8 * day)).toBeUndefined();
    expect(await uniqueReader(table())({ ...people, set: 'users' })).toEqual({ count: 0, errorPermille: 0 });
  });

  test('take no more in a full slot, and say of the rest how sure they are', async () => {
    const people = ofTenant('many');
    const slot = { ...people, level: 0, split: 3 };
    const writer = uniqueWriter(table());
    await writer(
      slot,
      Array.from({ length: slotLimit }, (_, n) => hashOf(n)),
    );
    await writer(slot, [hashOf(1000)]);
    await uniqueWriter(table())(slot, [hashOf(1001)]);
    await writer({ ...people, level: 1, split: 0 }, [1, 2, 3].map(hashOf));
    expect(await uniqueReader(table())(people)).toEqual({ count: 12, errorPermille: 500 });
    const Key = { pk: 'many#unique#senders#2025-06-02T14:05Z', sk: '0#3' };
    const { Item } = await db.client.send(new GetCommand({ TableName: db.tables.counters, Key }));
    expect(Item?.seen.size).toBe(slotLimit);
    expect(Item?.expiresAt).toBe((start + 8 * day) / 1000);
  });

  test('are not asked to take whom they are known to hold, nor anybody once they are full', async () => {
    const { client, counter } = counting(db.client);
    const writer = uniqueWriter({ ...table(), client });
    const slot = { ...ofTenant('cheap'), level: 0, split: 0 };
    await writer(slot, [hashOf(1), hashOf(2)]);
    await writer(slot, [hashOf(2), hashOf(1)]);
    expect(counter.sent).toBe(1);
    await writer(
      slot,
      Array.from({ length: slotLimit }, (_, n) => hashOf(n)),
    );
    for (const n of [1000, 1001, 1002]) await writer(slot, [hashOf(n)]);
    // One that fills it, one that is refused.
    expect(counter.sent).toBe(3);
  });
});

describe('standing consent', () => {
  const table = () => ({ client: db.client, tableName: db.tables.state });
  const said = (over: Partial<StandingConsent>): StandingConsent => ({
    tenant: 'main',
    person: 'p1',
    status: 'opted-out',
    since: start,
    provider: 'twilio',
    by: 'k-1',
    ...over,
  });

  test('is what was said last, in whatever order it comes', async () => {
    const keep = consentWriter(table());
    const standing = () => consentReader(table())('main', 'p1');
    expect(await standing()).toBeUndefined();
    await keep(said({}));
    await keep(said({ status: 'opted-in', since: start - 1, by: 'k-9' }));
    expect(await standing()).toEqual(said({}));
    await keep(said({ status: 'opted-in', by: 'k-0' }));
    expect((await standing())?.status).toBe('opted-out');
    await keep(said({ status: 'opted-in', by: 'k-2' }));
    expect((await standing())?.status).toBe('opted-in');
    await keep(said({ since: start + 1, by: 'k-1', provider: 'telnyx' }));
    expect(await standing()).toEqual(said({ since: start + 1, provider: 'telnyx' }));
  });

  test('never expires, and is counted page by page', async () => {
    const keep = consentWriter(table());
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        keep(
          said({ tenant: 'paged', person: `p${n}`, status: n % 4 ? 'opted-out' : 'opted-in', by: 'k'.repeat(30_000) }),
        ),
      ),
    );
    const { Items = [], LastEvaluatedKey } = await db.client.send(
      new QueryCommand({
        TableName: db.tables.state,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'consent#paged' },
      }),
    );
    expect(LastEvaluatedKey).toBeDefined();
    expect(Items.filter((item) => 'expiresAt' in item)).toEqual([]);
    expect(await consentCounter(table())('paged')).toEqual({ 'opted-out': 30, 'opted-in': 10 });
    expect(await consentCounter(table())('nobody')).toEqual({ 'opted-out': 0, 'opted-in': 0 });
  });
});
