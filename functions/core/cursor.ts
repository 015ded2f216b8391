import { hour, minute } from './time.ts';

/** Remembers how far a walk over hours has come, by the start of the last hour that is done. */
export type Cursor = {
  read(): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  move(at: number): Promise<boolean>;
};

/** A local hour begins at a quarter of a UTC hour: how long after that hour's start the last of them has ended. */
export const lastLocalEnd = hour + 45 * minute;
