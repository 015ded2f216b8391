import { second } from '../core/time.ts';

export type Pace = {
  /** Waits for its turn. @returns false if the other side wants to be left alone now */
  turn(): Promise<boolean>;
  /** Leaves the other side alone for so many milliseconds. */
  hold(millis: number): void;
};

type Timing = { perSecond: number; now(): number; sleep(millis: number): Promise<unknown> };

/** Spaces requests evenly: those that begin at once take their turns one after the other. */
export function createPace({ perSecond, now, sleep }: Timing): Pace {
  let next = 0;
  let heldUntil = 0;
  return {
    turn: async () => {
      if (now() < heldUntil) return false;
      const at = Math.max(now(), next);
      next = at + second / perSecond;
      if (at > now()) await sleep(at - now());
      return now() >= heldUntil;
    },
    hold: (millis) => {
      heldUntil = Math.max(heldUntil, now() + millis);
    },
  };
}
