import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Poller, startPoller } from '../../local/streams/poller.ts';
import type { StreamEvent } from '../../local/streams/stream-event.ts';
import { type Fixture, feeding, openFixture, put, table, waiting } from './support/stream-fixture.ts';

let dir: string;
const open: Fixture[] = [];
const pollers: Poller[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-streams-'));
});

afterEach(async () => {
  await Promise.all(pollers.splice(0).map((poller) => poller.stop()));
  for (const fixture of open.splice(0)) await fixture.close();
  await rm(dir, { recursive: true });
});

async function fixture(options: Parameters<typeof openFixture>[0] = {}): Promise<Fixture> {
  const opened = await openFixture(options);
  open.push(opened);
  return opened;
}

async function reopen(first: Fixture): Promise<Fixture> {
  await first.close();
  open.splice(open.indexOf(first), 1);
  return fixture({ dir });
}

function poll(on: Fixture, deliver: (event: StreamEvent) => unknown, more = {}): void {
  for (const shard of [0, 1]) {
    pollers.push(startPoller(on.store, { table, shard, consumer: 'count' }, feeding(deliver, more)));
  }
}

const keyOf = (record: DynamoDBRecord) => record.dynamodb?.Keys?.pk?.S;
const numberOf = (record: DynamoDBRecord) => Number(record.dynamodb?.NewImage?.value?.N);

describe('a write to a table with a stream', () => {
  test('appears as INSERT, MODIFY and REMOVE with its images', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    await call('PutItem', put('a', 1));
    await call('UpdateItem', {
      TableName: table,
      Key: { pk: { S: 'a' } },
      UpdateExpression: 'SET #v = :v',
      ExpressionAttributeNames: { '#v': 'value' },
      ExpressionAttributeValues: { ':v': { N: '2' } },
    });
    await call('DeleteItem', { TableName: table, Key: { pk: { S: 'a' } } });
    const seen: DynamoDBRecord[] = [];
    poll(opened, (event) => void seen.push(...event.Records));
    await vi.waitFor(() => expect(waiting(store)).toBe(0));
    const one = { pk: { S: 'a' }, value: { N: '1' } };
    const two = { pk: { S: 'a' }, value: { N: '2' } };
    expect(seen.map((record) => [record.eventName, record.dynamodb?.OldImage, record.dynamodb?.NewImage])).toEqual([
      ['INSERT', undefined, one],
      ['MODIFY', one, two],
      ['REMOVE', two, undefined],
    ]);
  });

  test('leaves no record when its condition fails or nothing changes', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    await call('PutItem', put('a', 1));
    await call('PutItem', put('a', 1));
    await expect(call('PutItem', put('a', 2, 'attribute_not_exists(pk)'))).rejects.toThrow('ConditionalCheckFailed');
    expect(waiting(store)).toBe(1);
    expect(store.open()).toEqual([]);
  });

  test('is refused where it would pass the stream by', async () => {
    const opened = await fixture();
    const { call } = opened;
    const batch = { RequestItems: { [table]: [{ PutRequest: { Item: { pk: { S: 'a' } } } }] } };
    await expect(call('BatchWriteItem', batch)).rejects.toThrow('not supported');
  });

  test('of the same key by many at once keeps each old image equal to the new image before it', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    await Promise.all(Array.from({ length: 50 }, (_, value) => call('PutItem', put('a', value))));
    const seen: DynamoDBRecord[] = [];
    poll(opened, (event) => void seen.push(...event.Records));
    await vi.waitFor(() => expect(waiting(store)).toBe(0));
    expect(seen).toHaveLength(50);
    for (const [index, record] of seen.entries()) {
      expect(record.dynamodb?.OldImage).toEqual(seen[index - 1]?.dynamodb?.NewImage);
    }
  });
});

describe('a stream', () => {
  test('has two shards, each with rising decimal sequence numbers', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    for (let key = 0; key < 40; key += 1) await call('PutItem', put(`key-${key}`, key));
    const byShard = new Map<string, string[]>();
    const remember = (event: StreamEvent) => {
      const numbers = event.Records.map((record) => record.dynamodb?.SequenceNumber ?? '');
      byShard.set(event.shardId ?? '', [...(byShard.get(event.shardId ?? '') ?? []), ...numbers]);
      return { state: {}, batchItemFailures: [] };
    };
    poll(opened, remember, { batchSize: 7, windowMs: 60_000 });
    await vi.waitFor(() => expect(waiting(store)).toBe(0));
    expect(byShard.size).toBe(2);
    for (const numbers of byShard.values()) {
      expect(numbers.every((text) => /^\d{21}$/.test(text))).toBe(true);
      expect(numbers).toEqual(numbers.toSorted());
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  test('delivers a batch again until the consumer takes it, in order', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    for (let value = 0; value < 10; value += 1) await call('PutItem', put('a', value));
    let failures = 2;
    const seen: number[] = [];
    poll(opened, (event) => {
      if (failures-- > 0) throw new Error('the consumer is down');
      seen.push(...event.Records.map(numberOf));
    });
    await vi.waitFor(() => expect(waiting(store)).toBe(0));
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('delivers from the first failed record on when the consumer names it', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    for (let value = 0; value < 4; value += 1) await call('PutItem', put('a', value));
    const batches: number[][] = [];
    poll(opened, (event) => {
      batches.push(event.Records.map(numberOf));
      const third = event.Records[2]?.dynamodb?.SequenceNumber ?? '';
      return { batchItemFailures: batches.length === 1 ? [{ itemIdentifier: third }] : [] };
    });
    await vi.waitFor(() => expect(waiting(store)).toBe(0));
    expect(batches).toEqual([
      [0, 1, 2, 3],
      [2, 3],
    ]);
  });

  test('ends a tumbling window with a call of its own', async () => {
    const opened = await fixture();
    const { call } = opened;
    await call('PutItem', put('a', 1));
    const events: StreamEvent[] = [];
    const remember = (event: StreamEvent) => {
      events.push(event);
      return { state: { batches: 1 }, batchItemFailures: [] };
    };
    poll(opened, remember, { windowMs: 100 });
    await vi.waitFor(() => expect(events).toHaveLength(2));
    expect(events.map((event) => [event.Records.length, event.state, event.isFinalInvokeForWindow])).toEqual([
      [1, {}, false],
      [0, { batches: 1 }, true],
    ]);
  });

  test('treats an answer without state in a tumbling window as a failure', async () => {
    const opened = await fixture();
    const { call, store } = opened;
    await call('PutItem', put('a', 1));
    const onFailure = vi.fn();
    poll(opened, () => ({ batchItemFailures: [] }), { windowMs: 60_000, onFailure });
    await vi.waitFor(() => expect(onFailure).toHaveBeenCalled());
    expect(waiting(store)).toBe(1);
  });

  test('goes on after a restart where the consumer had got to', async () => {
    const first = await fixture({ dir });
    for (let value = 0; value < 6; value += 1) await first.call('PutItem', put('a', value));
    const shard = first.store.shardOf(table, { pk: { S: 'a' } });
    const position = { table, shard, consumer: 'count' };
    first.store.checkpoint(position, first.store.next(position, 3).at(-1)?.sequence ?? 0);
    const second = await reopen(first);
    await second.call('PutItem', put('a', 6));
    const values = second.store.next(position, 100).map((record) => Number(record.new?.value?.N));
    expect(values).toEqual([3, 4, 5, 6]);
  });

  test('forgets finished records on disk and keeps the rest, whatever was compacted', async () => {
    const first = await fixture({ dir, compactAt: 2000 });
    const position = { table, shard: first.store.shardOf(table, { pk: { S: 'a' } }), consumer: 'count' };
    for (let value = 0; value < 100; value += 1) {
      await first.call('PutItem', put('a', value));
      if (value < 95) first.store.checkpoint(position, first.store.next(position, 1)[0]?.sequence ?? 0);
    }
    const sequences = first.store.next(position, 100).map((record) => record.sequence);
    const second = await reopen(first);
    expect(second.store.next(position, 100).map((record) => record.sequence)).toEqual(sequences);
    expect(sequences).toHaveLength(5);
  });
});

describe('kill -9', () => {
  const kill = (step: string, at: number) =>
    new Promise<string>((resolve) => {
      const script = join(import.meta.dirname, 'support/killed-writer.ts');
      execFile(process.execPath, [script, dir, step, String(at)], (_error, stdout) => resolve(stdout));
    });

  test.each([
    { step: 'intended', records: 7 },
    { step: 'written', records: 8 },
    { step: 'committed', records: 8 },
  ])('of the process when a write is $step loses and doubles nothing', async ({ step, records }) => {
    const answered = (await kill(step, 7)).trim().split('\n').length;
    expect(answered).toBe(7);
    const opened = await fixture({ dir });
    const { call, store } = opened;
    const seen: DynamoDBRecord[] = [];
    poll(opened, (event) => void seen.push(...event.Records));
    await vi.waitFor(() => expect(waiting(store)).toBe(0));
    expect(seen.map(keyOf).toSorted()).toEqual(Array.from({ length: records }, (_, key) => `key-${key}`));
    for (const record of seen) {
      const item = await call('GetItem', { TableName: table, Key: record.dynamodb?.Keys });
      expect(item).toMatchObject({ Item: record.dynamodb?.NewImage });
    }
  });
});
