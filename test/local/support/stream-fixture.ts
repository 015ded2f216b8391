import { type Engine, openEngine } from '../../../local/store/engine.ts';
import { createTables, keyNames, tableNames } from '../../../local/store/tables.ts';
import type { Feeding } from '../../../local/streams/delivery.ts';
import type { StreamEvent } from '../../../local/streams/stream-event.ts';
import { createStreamStore, type StreamStore } from '../../../local/streams/stream-store.ts';
import { recover, type WriteStep, withStreams } from '../../../local/streams/streamed-writes.ts';

export const table = tableNames.journal;

export type Fixture = { engine: Engine; store: StreamStore; call: Engine['call']; close(): Promise<void> };

/** A journal table with a stream of two shards and one consumer, `count`. */
export async function openFixture(
  options: { dir?: string; onStep?: (step: WriteStep) => void; compactAt?: number } = {},
): Promise<Fixture> {
  const engine = await openEngine(options.dir && `${options.dir}/items`);
  await createTables(engine.call);
  const store = createStreamStore(
    [{ table, shards: 2, consumers: ['count'] }],
    options.dir && `${options.dir}/streams.jsonl`,
    options.compactAt,
  );
  const deps = {
    call: engine.call,
    store,
    streamed: new Map([[table, keyNames[table] ?? []]]),
    now: Date.now,
    ...(options.onStep && { onStep: options.onStep }),
  };
  await recover(deps);
  const close = async () => {
    store.close();
    await engine.close();
  };
  return { engine, store, call: withStreams(deps), close };
}

export const put = (key: string, value: number, condition?: string) => ({
  TableName: table,
  Item: { pk: { S: key }, value: { N: String(value) } },
  ...(condition && { ConditionExpression: condition }),
});

export function feeding(deliver: (event: StreamEvent) => unknown, more: Partial<Feeding> = {}): Feeding {
  return {
    batchSize: 100,
    gatherMs: 0,
    deliver: async (event) => deliver(event),
    onFailure: () => {},
    now: Date.now,
    ...more,
  };
}

/** What is still to be delivered, over both shards. */
export function waiting(store: StreamStore): number {
  return [0, 1].reduce((sum, shard) => sum + store.next({ table, shard, consumer: 'count' }, 1_000_000).length, 0);
}
