import { quarter } from './calendar.ts';
import { hour, minute } from './time.ts';

/** Remembers how far a walk over hours has come, by the start of the last hour that is done. */
export type Cursor = {
  read(): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  move(at: number): Promise<boolean>;
};

/** How long after the start of a UTC hour the last of the local hours that begin in it has ended. */
export const lastLocalEnd = hour + 3 * quarter;

/** A walk works for so long in one run, which leaves its function time to end what it is at. */
export const longestRun = 10 * minute;
