import { deliverBatch, type Feeding, finishWindow, type OpenWindow } from './delivery.ts';
import { createPause } from './pause.ts';
import type { Position, StreamStore } from './stream-store.ts';

export type Poller = {
  /** Waits for the delivery under way. */
  stop(): Promise<void>;
};

const backoffMs = [100, 200, 500, 1000, 2000, 5000] as const;

/** Feeds one shard to one consumer, from its checkpoint on, until it is stopped. A batch that fails comes again, for ever. */
export function startPoller(store: StreamStore, position: Position, feeding: Feeding): Poller {
  const pause = createPause();
  const unsubscribe = store.onCommit(position, pause.wake);
  let stopped = false;
  let failures = 0;
  let window: OpenWindow | undefined;

  async function attempt(delivery: () => Promise<OpenWindow | undefined>): Promise<void> {
    try {
      window = await delivery();
      failures = 0;
    } catch (error) {
      feeding.onFailure(error);
      await pause.fully(backoffMs[Math.min(failures++, backoffMs.length - 1)] ?? 0);
    }
  }

  async function turn(): Promise<void> {
    const open = window;
    if (open !== undefined && feeding.now() >= open.end) return attempt(() => finishWindow(position, feeding, open));
    const waiting = store.next(position, feeding.batchSize).length;
    if (waiting === 0) return pause.untilWoken(open === undefined ? undefined : open.end - feeding.now());
    if (waiting < feeding.batchSize) await pause.fully(feeding.gatherMs);
    return attempt(() => deliverBatch(store, position, feeding, open));
  }

  async function loop(): Promise<void> {
    while (!stopped) await turn();
  }

  const ended = loop();
  return {
    stop: async () => {
      stopped = true;
      unsubscribe();
      pause.end();
      await ended;
    },
  };
}
