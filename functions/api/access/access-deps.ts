import type { Token } from '../../core/token.ts';

/** What it takes to know who calls. */
export type AccessDeps = {
  /** Of the whole stage. @param id {@link tokenId} of what was sent */
  token(id: string): Promise<Token | undefined>;
  /** Counts a call of this minute. @returns how many there were in it, this one counted. @param id of the caller */
  countCall(id: string, minuteStart: number): Promise<number>;
  /** Wall-clock time: tokens expire in the real world. Epoch milliseconds. */
  wall(): number;
};
