import { createHash } from 'node:crypto';
import { openAppendLog } from './append-log.ts';
import { type Committed, type Image, type Intent, type StreamLine, streamLine } from './stream-lines.ts';

export type StreamDefinition = { table: string; shards: number; consumers: readonly string[] };
export type Position = { table: string; shard: number; consumer: string };

/** The records of all streams, and how far each consumer is: in memory, and in the log first where there is one. */
export type StreamStore = {
  shardOf(table: string, keys: Image): number;
  /** Writes down what is about to be written. */
  intend(write: { table: string; keys: Image; old: Image | undefined }): Intent;
  /** The write is done: consumers may see it. */
  commit(intent: Intent, image: Image | undefined, at: number): void;
  /** The write did not happen, or changed nothing. */
  drop(intent: Intent): void;
  /** Writes that a killed process left open. */
  open(): Intent[];
  /** The oldest records that the consumer has not finished. */
  next(position: Position, atMost: number): Committed[];
  /** The consumer has finished everything up to here. */
  checkpoint(position: Position, sequence: number): void;
  /** Calls `listener` after each commit to the shard. @returns how to stop that */
  onCommit(position: Position, listener: () => void): () => void;
  close(): void;
};

const compactAtBytes = 8 * 1024 * 1024;

type State = {
  lastId: number;
  sequence: number;
  open: Map<number, Intent>;
  /** Records by `table/shard`, oldest first. */
  records: Map<string, Committed[]>;
  /** Sequence numbers by `table/shard/consumer`. */
  checkpoints: Map<string, number>;
};

/** @param path of the log; absent: in memory. @param compactAt bytes of the log at which finished records leave it */
export function createStreamStore(
  streams: readonly StreamDefinition[],
  path?: string,
  compactAt = compactAtBytes,
): StreamStore {
  const log = openAppendLog(path);
  const state: State = { lastId: 0, sequence: 0, open: new Map(), records: new Map(), checkpoints: new Map() };
  const listeners = new Map<string, Set<() => void>>();
  for (const line of log.read()) apply(state, streams, streamLine.parse(line));
  let compactNext = compactAt;

  function write(line: StreamLine): void {
    log.append(line);
    apply(state, streams, line);
    if (log.size() < compactNext) return;
    log.rewrite(snapshot(state));
    compactNext = Math.max(compactAt, 2 * log.size());
  }

  return {
    shardOf: (table, keys) => shardOf(streams, table, keys),
    intend: ({ table, keys, old }) => {
      const shard = shardOf(streams, table, keys);
      const line: Intent = { is: 'intend', id: state.lastId + 1, table, shard, keys, ...(old && { old }) };
      write(line);
      return line;
    },
    commit: (intent, image, at) => {
      const sequence = state.sequence + 1;
      write({ ...intent, is: 'commit', ...(image && { new: image }), sequence, at });
      for (const listener of listeners.get(shardKey(intent)) ?? []) listener();
    },
    drop: ({ id }) => write({ is: 'drop', id }),
    open: () => [...state.open.values()],
    next: (position, atMost) => unfinished(state, position, atMost),
    checkpoint: (position, sequence) => write({ is: 'checkpoint', ...position, sequence }),
    onCommit: (position, listener) => {
      const set = listeners.get(shardKey(position)) ?? new Set();
      listeners.set(shardKey(position), set.add(listener));
      return () => set.delete(listener);
    },
    close: () => log.close(),
  };
}

function apply(state: State, streams: readonly StreamDefinition[], line: StreamLine): void {
  if (line.is === 'counter') state.sequence = Math.max(state.sequence, line.sequence);
  if (line.is === 'drop') state.open.delete(line.id);
  if (line.is === 'intend') {
    state.lastId = Math.max(state.lastId, line.id);
    state.open.set(line.id, line);
  }
  if (line.is === 'commit') {
    state.open.delete(line.id);
    state.sequence = Math.max(state.sequence, line.sequence);
    recordsOf(state, line).push(line);
  }
  if (line.is === 'checkpoint') {
    state.checkpoints.set(consumerKey(line), line.sequence);
    forgetFinished(state, streams, line);
  }
}

function forgetFinished(state: State, streams: readonly StreamDefinition[], { table, shard }: Position): void {
  const consumers = streams.find((stream) => stream.table === table)?.consumers ?? [];
  const slowest = Math.min(
    ...consumers.map((consumer) => state.checkpoints.get(consumerKey({ table, shard, consumer })) ?? 0),
  );
  const records = recordsOf(state, { table, shard });
  const kept = records.findIndex((record) => record.sequence > slowest);
  records.splice(0, kept === -1 ? records.length : kept);
}

function unfinished(state: State, position: Position, atMost: number): Committed[] {
  const done = state.checkpoints.get(consumerKey(position)) ?? 0;
  const records = recordsOf(state, position);
  const first = records.findIndex((record) => record.sequence > done);
  return first === -1 ? [] : records.slice(first, first + atMost);
}

/** The fewest lines that give the same state. */
function snapshot(state: State): StreamLine[] {
  return [
    { is: 'counter', sequence: state.sequence },
    ...[...state.records.values()].flat(),
    ...state.open.values(),
    ...[...state.checkpoints].map(([key, sequence]) => {
      const [table = '', shard = '', consumer = ''] = key.split('/');
      return { is: 'checkpoint', table, shard: Number(shard), consumer, sequence } as const;
    }),
  ];
}

function recordsOf(state: State, shard: { table: string; shard: number }): Committed[] {
  const records = state.records.get(shardKey(shard)) ?? [];
  state.records.set(shardKey(shard), records);
  return records;
}

function shardOf(streams: readonly StreamDefinition[], table: string, keys: Image): number {
  const shards = streams.find((stream) => stream.table === table)?.shards ?? 1;
  return createHash('md5').update(JSON.stringify(keys)).digest().readUInt32BE() % shards;
}

const shardKey = ({ table, shard }: { table: string; shard: number }) => `${table}/${shard}`;
const consumerKey = ({ table, shard, consumer }: Position) => `${table}/${shard}/${consumer}`;
