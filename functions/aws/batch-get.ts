import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dynamo } from './dynamo.ts';

type Key = Record<string, string>;

/** The most keys that DynamoDB takes in one batch. */
const batchSize = 100;

/** So many batches are under way at once; more would wait for a connection until they time out. */
const concurrency = 16;

/** Tries after which a table that answers only in part is taken for out of order. */
const mostTries = 8;

/** DynamoDB answers, and only in part. It may be over when it is asked again: its name says so (core/may-pass.ts). */
class ThrottledRead extends Error {
  override name = 'ThrottledRead';

  constructor(left: number, asked: number) {
    super(`DynamoDB left ${left} of ${asked} items unread`);
  }
}

export type BatchGet = { client: Dynamo; tableName: string; consistent?: boolean };

/** The items that exist under these keys, in any order; each key is asked for once. */
export async function batchGet(table: BatchGet, keys: readonly Key[]): Promise<Record<string, unknown>[]> {
  const different = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const chunks = Array.from({ length: Math.ceil(different.length / batchSize) }, (_, index) =>
    different.slice(index * batchSize, (index + 1) * batchSize),
  );
  const found: Record<string, unknown>[] = [];
  for (let from = 0; from < chunks.length; from += concurrency) {
    const wave = chunks.slice(from, from + concurrency).map((chunk) => getChunk(table, chunk));
    for (const items of await Promise.all(wave)) found.push(...items);
  }
  return found;
}

/** What DynamoDB did not get to, because it was too much or too fast, is asked for again. */
async function getChunk({ client, tableName, consistent = false }: BatchGet, keys: Key[]) {
  const found: Record<string, unknown>[] = [];
  let left: Record<string, unknown>[] = keys;
  for (let tried = 0; left.length > 0; tried += 1) {
    if (tried === mostTries) throw new ThrottledRead(left.length, keys.length);
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** tried));
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: consistent } } }),
    );
    found.push(...(Responses?.[tableName] ?? []));
    left = UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return found;
}
