/** Waiting that can be cut short. A wake-up before the wait counts too. */
export type Pause = {
  wake(): void;
  /** Until the next wake-up, at most this many milliseconds. */
  untilWoken(atMostMs?: number): Promise<void>;
  /** Not shortened by wake-ups, only by `end`. */
  fully(ms: number): Promise<void>;
  /** No more waiting. */
  end(): void;
};

export function createPause(): Pause {
  let woken = false;
  let ended = false;
  let resume = () => {};
  let cut = () => {};

  const wait = (ms: number | undefined, remember: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, Math.max(0, ms));
      remember(() => {
        clearTimeout(timer);
        resolve();
      });
    });

  return {
    wake: () => {
      woken = true;
      resume();
    },
    untilWoken: async (atMostMs) => {
      if (!woken && !ended) {
        await wait(atMostMs, (done) => {
          resume = done;
        });
      }
      woken = false;
    },
    fully: async (ms) => {
      if (ended) return;
      await wait(ms, (done) => {
        cut = done;
      });
    },
    end: () => {
      ended = true;
      resume();
      cut();
    },
  };
}
