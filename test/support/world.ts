/** A seeded source of chance (mulberry32): the same seed gives the same run. */
export function chance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    happens: (probability: number) => next() < probability,
    below,
    between: (low: number, high: number) => low + below(high - low + 1),
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
    shuffled: <T>(items: readonly T[]): T[] => {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [result[i], result[j]] = [result[j] as T, result[i] as T];
      }
      return result;
    },
  };
}
export type Chance = ReturnType<typeof chance>;

export class Crash extends Error {
  override name = 'Crash';
}

/**
 * A world in which every call to the outside waits until it is let through, one at a time and in any order; a call may
 * be frozen for a long time, and may crash before or after it took effect.
 */
export function createWorld(random: Chance, rates: { crash: number; freeze: number }) {
  const waiting: (() => void)[] = [];
  const frozen: (() => void)[] = [];
  const gate = (into: (() => void)[]) => new Promise<void>((resolve) => into.push(resolve));
  let calm = false;

  const step = () => gate(waiting);
  const call = async <T>(effect: () => T): Promise<T> => {
    await gate(!calm && random.happens(rates.freeze) ? frozen : waiting);
    if (!calm && random.happens(rates.crash)) throw new Crash('before the call');
    const result = effect();
    if (!calm && random.happens(rates.crash)) throw new Crash('after the call');
    return result;
  };
  /** Lets calls through until all tasks have ended. */
  const run = async (tasks: readonly Promise<unknown>[]) => {
    let ended = false;
    const all = Promise.all(tasks).finally(() => {
      ended = true;
    });
    for (;;) {
      await new Promise(setImmediate);
      if (ended) break;
      const thaw = frozen.length > 0 && (waiting.length === 0 || random.happens(0.01));
      const queue = thaw ? frozen : waiting;
      const index = random.below(queue.length);
      queue.splice(index, 1)[0]?.();
    }
    await all;
  };
  /** From here on nothing crashes or freezes, so that everything can come to its end. */
  const calmDown = () => {
    calm = true;
  };
  return { step, call, run, calmDown };
}
export type World = ReturnType<typeof createWorld>;
