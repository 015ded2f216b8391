import type { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchGet } from '../../functions/aws/batch-get.ts';
import type { Dynamo } from '../../functions/aws/dynamo.ts';
import { mayPass } from '../../functions/core/may-pass.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A table that holds every key, and gets through no more than `atOnce` of a batch. */
function hurriedTable(atOnce: number) {
  const batches: number[] = [];
  const send = async ({ input }: BatchGetCommand) => {
    const { Keys = [], ConsistentRead } = input.RequestItems?.wide ?? {};
    batches.push(Keys.length);
    const left = Keys.slice(atOnce);
    return {
      Responses: { wide: Keys.slice(0, atOnce).map((key) => ({ ...key, ConsistentRead })) },
      UnprocessedKeys: left.length > 0 ? { wide: { Keys: left } } : {},
    };
  };
  return { client: { send } as unknown as Dynamo, batches };
}

const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ pk: `k-${n}` }));

test('asks for a hundred keys at a time, each once', async () => {
  const { client, batches } = hurriedTable(100);
  const found = await batchGet({ client, tableName: 'wide' }, [...keys(250), ...keys(250)]);
  expect(found.map(({ pk }) => pk)).toEqual(keys(250).map(({ pk }) => pk));
  expect(batches).toEqual([100, 100, 50]);
  expect(await batchGet({ client, tableName: 'wide' }, [])).toEqual([]);
});

test('asks again, after a pause, for what the table did not get to', async () => {
  const { client, batches } = hurriedTable(40);
  const reading = batchGet({ client, tableName: 'wide', consistent: true }, keys(100));
  await vi.advanceTimersByTimeAsync(0);
  expect(batches).toEqual([100]);
  await vi.runAllTimersAsync();
  const found = await reading;
  expect(batches).toEqual([100, 60, 20]);
  expect(found).toEqual(keys(100).map((key) => ({ ...key, ConsistentRead: true })));
});

test('gives up on a table that never gets to it, and says so', async () => {
  const { client, batches } = hurriedTable(0);
  const reading = batchGet({ client, tableName: 'wide' }, keys(3));
  const refused = expect(reading).rejects.toSatisfy(
    (error) => mayPass(error) && /left 3 of 3 items unread/.test(String(error)),
  );
  await vi.runAllTimersAsync();
  await refused;
  expect(batches).toHaveLength(8);
});
