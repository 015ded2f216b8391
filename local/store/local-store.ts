import { join } from 'node:path';
import type { Feeding } from '../streams/delivery.ts';
import { type Poller, startPoller } from '../streams/poller.ts';
import { createStreamStore, type StreamStore } from '../streams/stream-store.ts';
import { recover, withStreams } from '../streams/streamed-writes.ts';
import { type Call, openEngine } from './engine.ts';
import { createTables, keyNames, tableNames } from './tables.ts';

const streams = [
  { table: tableNames.journal, shards: 2, consumers: ['count'] },
  { table: tableNames.alerts, shards: 2, consumers: ['notify'] },
] as const;

export type LocalStore = {
  /** DynamoDB's calls, streams included. */
  call: Call;
  /** Starts to feed a stream to its consumer. */
  consume(table: string, feeding: Feeding): Poller;
  /** Records of the table's stream that its consumer has not finished. */
  waiting(table: string): number;
  close(): Promise<void>;
};

/** The tables with their streams. @param dir where they are kept; absent: in memory. @throws StoreInUse */
export async function openStore(dir: string | undefined): Promise<LocalStore> {
  const engine = await openEngine(dir && join(dir, 'items'));
  await createTables(engine.call);
  const store = createStreamStore(streams, dir && join(dir, 'streams.jsonl'));
  const streamed = new Map(streams.map(({ table }) => [table, keyNames[table] ?? []]));
  const deps = { call: engine.call, store, streamed, now: Date.now };
  await recover(deps);
  return {
    call: withStreams(deps),
    consume: (table, feeding) => consume(store, table, feeding),
    waiting: (table) => positionsOf(table).reduce((sum, at) => sum + store.next(at, 100_000).length, 0),
    close: async () => {
      store.close();
      await engine.close();
    },
  };
}

function consume(store: StreamStore, table: string, feeding: Feeding): Poller {
  const pollers = positionsOf(table).map((position) => startPoller(store, position, feeding));
  return {
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
}

function positionsOf(table: string) {
  const stream = streams.find((one) => one.table === table);
  return Array.from({ length: stream?.shards ?? 0 }, (_, shard) => ({
    table,
    shard,
    consumer: stream?.consumers[0] ?? '',
  }));
}
