import { difference } from '../core/contributions.ts';
import { inParallel } from '../core/in-parallel.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { Log } from '../core/log.ts';
import { markName, markOf } from '../core/mark.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { acceptsCounts, type Retention } from '../core/retention.ts';
import { applyCounter, type CounterStore } from './apply-counter.ts';
import { type Group, graphPoints } from './graph-points.ts';
import { type RunningId, runningGroups } from './running-totals.ts';

/** One change of the journal, as the stream tells it. */
export type JournalChange = { sequence: string; before: JournalEntry | undefined; after: JournalEntry };

/** A batch of one shard, in stream order. `undecodable` records are kept whole for people to look at. */
export type JournalBatch = {
  shardId: string;
  changes: JournalChange[];
  undecodable: { record: string; why: string }[];
};

export type CountDeps = {
  store: CounterStore;
  /** The totals that never end. */
  running: CounterStore<RunningId>;
  /** Puts a record that cannot be read into the dead-letter queue. */
  setAside(record: string, why: string): Promise<void>;
  /** Notes how far the journal has been counted (product time of the newest change). Never throws. */
  noteProgress(mark: string, seenUntil: number): Promise<void>;
  /** Queues what has just ended to be asked about, where that is wanted. Never throws. */
  queueEnded?(changes: readonly JournalChange[]): Promise<void>;
  retention: Retention;
  now(): number;
  metric: EmitMetric;
  log: Log;
};

export type Counted = { changes: number; counters: number; lateDropped: number; undecodable: number };

/** So many counters are written at once. */
const concurrency = 32;

/** Adds what a batch of journal changes means to the counters. Throws only for broken infrastructure: then it comes again. */
export async function count(batch: JournalBatch, deps: CountDeps): Promise<Counted> {
  for (const { record, why } of batch.undecodable) await deps.setAside(record, why);
  const now = deps.now();
  const groups = [...byCounter(batch.changes).values()];
  const writable = groups.filter(({ counter }) => acceptsCounts(counter, now, deps.retention));
  const mark = markName(batch.shardId);
  await inParallel(writable, concurrency, ({ counter, parts }) => applyCounter(counter, mark, parts, deps.store));
  await inParallel(runningGroups(groups), concurrency, ({ id, parts }) => applyCounter(id, mark, parts, deps.running));
  const newest = Math.max(...batch.changes.map((change) => change.after.updatedAt));
  if (batch.changes.length > 0) await deps.noteProgress(mark, newest);
  await deps.queueEnded?.(batch.changes);
  const counted = {
    changes: batch.changes.length,
    counters: writable.length,
    lateDropped: groups.length - writable.length,
    undecodable: batch.undecodable.length,
  };
  emit(groups, counted, now - newest, deps);
  return counted;
}

/** The batch by counter item. A group whose parts cancel out is written too: another batch may hold one of them only. */
function byCounter(changes: readonly JournalChange[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { sequence: number, before, after } of changes) {
    const sequence = markOf(number);
    for (const [key, counter] of difference(before, after)) {
      const part = { sequence, measures: counter.measures };
      const group = groups.get(key);
      if (group) group.parts.push(part);
      else groups.set(key, { counter, parts: [part] });
    }
  }
  return groups;
}

/** Graphs come from here, at least once: CloudWatch may count a redelivered batch twice, the counters do not. */
function emit(groups: readonly Group[], counted: Counted, lag: number, deps: CountDeps): void {
  for (const { name, value, dimensions } of graphPoints(groups)) deps.metric(name, value, dimensions);
  if (counted.changes > 0) deps.metric(metricNames.countLag, Math.max(0, lag));
  if (counted.lateDropped > 0) deps.metric(metricNames.lateDropped, counted.lateDropped);
  if (counted.undecodable > 0) deps.metric(metricNames.undecodable, counted.undecodable);
  if (counted.changes > 0) deps.log.info('batch counted', counted);
}
