import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Call, DynamoRefusal } from '../store/engine.ts';
import { serially } from './serially.ts';
import type { Image, Intent } from './stream-lines.ts';
import type { StreamStore } from './stream-store.ts';

const image = z.custom<Image>((value) => typeof value === 'object' && value !== null);
const keyedWrite = z.looseObject({ TableName: z.string(), Item: image.optional(), Key: image.optional() });
const gotItem = z.object({ Item: image.optional() });

const writes = ['PutItem', 'UpdateItem', 'DeleteItem'];
const bypasses = ['BatchWriteItem', 'TransactWriteItems'];

/** Where a write is; tests kill the process there. */
export type WriteStep = 'intended' | 'written' | 'committed';

type Deps = {
  call: Call;
  store: StreamStore;
  /** The key attributes of the tables that have a stream. */
  streamed: ReadonlyMap<string, readonly string[]>;
  now(): number;
  onStep?(step: WriteStep): void;
};

/**
 * DynamoDB with streams: writes to a streamed table are done one after the other for each key, written down with the
 * old image before, and with both images and a sequence number after, all before the caller gets the answer.
 */
export function withStreams(deps: Deps): Call {
  const one = serially();
  return async (operation, input) => {
    if (bypasses.includes(operation) && mentions(input, deps.streamed)) throw unsupported(operation);
    if (!writes.includes(operation)) return deps.call(operation, input);
    const parsed = keyedWrite.safeParse(input);
    const names = parsed.success ? deps.streamed.get(parsed.data.TableName) : undefined;
    if (!parsed.success || names === undefined) return deps.call(operation, input);
    const table = parsed.data.TableName;
    const keys = keysOf(parsed.data.Item ?? parsed.data.Key ?? {}, names);
    if (keys === undefined) return deps.call(operation, input);
    return one(`${table} ${JSON.stringify(keys)}`, () => streamedWrite(deps, { table, keys }, operation, input));
  };
}

/** Settles the writes that a killed process left open: the item itself says whether they happened. */
export async function recover(deps: Deps): Promise<void> {
  for (const intent of deps.store.open()) await settle(deps, intent);
}

async function streamedWrite(
  deps: Deps,
  { table, keys }: { table: string; keys: Image },
  operation: string,
  input: object,
): Promise<object> {
  const old = await readItem(deps.call, table, keys);
  const intent = deps.store.intend({ table, keys, old });
  deps.onStep?.('intended');
  try {
    return await deps.call(operation, input);
  } finally {
    deps.onStep?.('written');
    await settle(deps, intent);
    deps.onStep?.('committed');
  }
}

async function settle(deps: Deps, intent: Intent): Promise<void> {
  const image = await readItem(deps.call, intent.table, intent.keys);
  if (isDeepStrictEqual(image, intent.old)) deps.store.drop(intent);
  else deps.store.commit(intent, image, deps.now());
}

async function readItem(call: Call, table: string, keys: Image): Promise<Image | undefined> {
  const answer = await call('GetItem', { TableName: table, Key: keys, ConsistentRead: true });
  return gotItem.parse(answer).Item;
}

function keysOf(attributes: Image, names: readonly string[]): Image | undefined {
  const keys: Image = {};
  for (const name of names) {
    const value = attributes[name];
    if (value === undefined) return undefined;
    keys[name] = value;
  }
  return keys;
}

function mentions(input: object, streamed: ReadonlyMap<string, unknown>): boolean {
  const text = JSON.stringify(input);
  return [...streamed.keys()].some((table) => text.includes(`"${table}"`));
}

function unsupported(operation: string): DynamoRefusal {
  const message = `${operation} on a table with a stream is not supported on one machine`;
  return new DynamoRefusal(400, { __type: 'com.amazon.coral.validate#ValidationException', message });
}
