/** What goes wrong on the way from a decision to a channel, by minute. */
export type Faults = {
  /** The dispatch dies after so many writes, and is repeated. */
  dies: Readonly<Record<number, number>>;
  /** What is written is handed to `notify` only after the next tick. */
  late: readonly number[];
  /** Whatever is handed over is handed over twice. */
  twice: readonly number[];
  /** Sending dies before the log is written, and is repeated. */
  unlogged: readonly number[];
  /** Tables are read in another order: turned by half as many items, and from the end if it is odd. */
  order: number;
};

export const noFaults: Faults = { dies: {}, late: [], twice: [], unlogged: [], order: 0 };

class Died extends Error {
  override name = 'Died';
}

/** Lets a world's dispatch and sending fail as a test says. */
export function failing({ dies, late, twice, unlogged, order }: Faults) {
  let writesLeft = Number.POSITIVE_INFINITY;
  let loggedAt = -1;
  return {
    isLate: (minute: number) => late.includes(minute),
    ordered<Item>(items: Iterable<Item>): Item[] {
      const all = [...items];
      const by = all.length === 0 ? 0 : Math.floor(order / 2) % all.length;
      const turned = [...all.slice(by), ...all.slice(0, by)];
      return order % 2 === 0 ? turned : turned.reverse();
    },
    /** To be called after each write of a dispatch. */
    survive() {
      writesLeft -= 1;
      if (writesLeft < 0) throw new Died();
    },
    /** To be called before a log is written. */
    surviveSending(minute: number) {
      if (!unlogged.includes(minute) || loggedAt === minute) return;
      loggedAt = minute;
      throw new Died();
    },
    async dispatched(minute: number, dispatch: () => Promise<unknown>): Promise<void> {
      writesLeft = (dies[minute] ?? Number.POSITIVE_INFINITY) - 1;
      await untilDone(dispatch, () => (writesLeft = Number.POSITIVE_INFINITY));
    },
    /** What came of the first time that it did not die; it may happen to be handed over once more. */
    async handed<Answer>(minute: number, hand: () => Promise<Answer>): Promise<Answer> {
      const answer = await untilDone(hand);
      if (twice.includes(minute)) await hand();
      return answer;
    },
  };
}

async function untilDone<Answer>(work: () => Promise<Answer>, again?: () => void): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    again?.();
    return work();
  }
}
