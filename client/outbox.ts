import type { Lost } from './warnings.ts';

/** What became of a batch: `undefined` if it was taken, else why not. */
export type Post = (events: readonly string[]) => Promise<string | undefined>;

export type Outbox = {
  /** Puts an event in line. @param make makes it; what it throws is a lost event, not the application's problem */
  add(make: () => object): void;
  flush(limitMs?: number): Promise<void>;
};

const batchSize = 100;
const longestWaitMs = 1000;
/** So many events of so many characters are kept at most: 20 MB. */
const mostWaiting = 10_000;
const longestEvent = 2000;

/** Collects events and sends them in batches, one batch after the other. @param lost hears of events that are given up */
export function createOutbox(post: Post, lost: Lost): Outbox {
  const waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;

  function start(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) sending ??= sendAll();
    return sending ?? Promise.resolve();
  }

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize);
      const failure = await post(batch);
      if (failure !== undefined) lost(batch.length, failure);
    }
    sending = undefined;
  }

  return {
    add(make) {
      const text = textOf(make);
      if (text === undefined) return lost(1, `it is no event, or one of more than ${longestEvent} characters`);
      if (waiting.length >= mostWaiting) return lost(1, `${mostWaiting} events are waiting already`);
      waiting.push(text);
      if (waiting.length === batchSize) {
        // Not at once: to begin a request may take a while, and the application is waiting.
        clearTimeout(timer);
        timer = setTimeout(start, 0);
      }
      // An application that is done must not be kept running by a timer of ours.
      timer ??= setTimeout(start, longestWaitMs).unref();
    },
    async flush(limitMs = 5000) {
      let limit: NodeJS.Timeout | undefined;
      const over = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, limitMs);
      });
      await Promise.race([start(), over]);
      clearTimeout(limit);
    },
  };
}

/** As JSON, at once: what the application makes of the object later is nothing to us. */
function textOf(make: () => object): string | undefined {
  try {
    const text = JSON.stringify(make());
    return text.length > longestEvent ? undefined : text;
  } catch {
    return undefined;
  }
}
