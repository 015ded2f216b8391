import { createPause } from './streams/pause.ts';

export type Schedule = { stop(): Promise<void> };

export type ScheduleSettings = {
  /** Product milliseconds between two runs; runs start at whole multiples. */
  every: number;
  /** Product time. */
  now(): number;
  /** Product milliseconds in a wall millisecond. */
  rate: number;
  /** Runs never overlap; what falls into a run is skipped. */
  run(tick: number): Promise<unknown>;
  onFailure(error: unknown): void;
};

/** EventBridge Scheduler on one machine, in product time. */
export function startSchedule({ every, now, rate, run, onFailure }: ScheduleSettings): Schedule {
  const pause = createPause();
  let stopped = false;

  async function loop(): Promise<void> {
    let tick = nextMultiple(now(), every);
    while (!stopped) {
      await pause.fully((tick - now()) / rate);
      if (stopped) return;
      if (now() < tick) continue;
      await run(tick).catch(onFailure);
      tick = Math.max(tick + every, nextMultiple(now() - every, every));
    }
  }

  const ended = loop();
  return {
    stop: async () => {
      stopped = true;
      pause.end();
      await ended;
    },
  };
}

function nextMultiple(time: number, every: number): number {
  return (Math.floor(time / every) + 1) * every;
}
