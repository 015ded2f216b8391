import { hour, minute, second } from '../functions/core/time.ts';
import type { Handlers } from './handlers.ts';
import type { LocalClock } from './local-clock.ts';
import { startSchedule } from './schedule.ts';
import type { LocalStore } from './store/local-store.ts';
import { tableNames } from './store/tables.ts';

export type Workers = { stop(): Promise<void> };

/** A short gathering makes batches large where much happens, and is hardly seen where little does. */
const gatherMs = 150;

/** Everything that happens by itself: the streams' consumers and the schedules. `shards`: how many evaluators there are. */
export function startWorkers(
  store: LocalStore,
  handlers: Handlers,
  clock: LocalClock,
  shards: number,
  onFailure: (what: string, error: unknown) => void,
): Workers {
  const { now, rate } = clock;
  const every = (length: number, name: string, run: (event: { tick: string }) => Promise<unknown>) =>
    startSchedule({
      every: length,
      now,
      rate,
      run: (tick) => run({ tick: new Date(tick).toISOString() }),
      onFailure: (error) => onFailure(name, error),
    });
  const workers: Workers[] = [
    store.consume(tableNames.journal, {
      batchSize: 1000,
      gatherMs,
      windowMs: 10 * second,
      deliver: handlers.count,
      onFailure: (error) => onFailure('count', error),
      now: Date.now,
    }),
    store.consume(tableNames.alerts, {
      batchSize: 10,
      gatherMs: 0,
      deliver: handlers.notify,
      onFailure: (error) => onFailure('notify', error),
      now: Date.now,
    }),
    ...Array.from({ length: shards }, (_, shard) =>
      every(minute, 'evaluate', (event) => handlers.evaluate({ ...event, shard })),
    ),
    every(hour, 'roll-up', handlers.rollUp),
    every(hour, 'sweep', handlers.sweep),
    every(hour, 'audit', handlers.audit),
  ];
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}
