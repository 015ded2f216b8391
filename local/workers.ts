import { hour, minute, second } from '../functions/core/time.ts';
import type { Handlers } from './handlers.ts';
import type { LocalClock } from './local-clock.ts';
import { startSchedule } from './schedule.ts';
import type { LocalStore } from './store/local-store.ts';
import { tableNames } from './store/tables.ts';

export type Workers = { stop(): Promise<void> };

/** A short gathering makes batches large where much happens, and is hardly seen where little does. */
const gatherMs = 150;

/** Everything that happens by itself: the streams' consumers and the schedules. */
export function startWorkers(
  store: LocalStore,
  handlers: Handlers,
  clock: LocalClock,
  onFailure: (what: string, error: unknown) => void,
): Workers {
  const { now, rate } = clock;
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
    startSchedule({
      every: minute,
      now,
      rate,
      run: (tick) => handlers.evaluate({ tick: new Date(tick).toISOString() }),
      onFailure: (error) => onFailure('evaluate', error),
    }),
    startSchedule({
      every: hour,
      now,
      rate,
      run: () => handlers.rollUp({}),
      onFailure: (error) => onFailure('roll-up', error),
    }),
    startSchedule({
      every: hour,
      now,
      rate,
      run: (tick) => handlers.sweep({ tick: new Date(tick).toISOString() }),
      onFailure: (error) => onFailure('sweep', error),
    }),
    startSchedule({
      every: hour,
      now,
      rate,
      run: (tick) => handlers.audit({ tick: new Date(tick).toISOString() }),
      onFailure: (error) => onFailure('audit', error),
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  };
}
