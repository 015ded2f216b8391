import type { ErrorClass, Retry } from './classes.ts';

/** The meaning is a few words, the remedy one sentence. */
export type ErrorRow = readonly [errorClass: ErrorClass, retry: Retry, meaning: string, remedy: string];

/** Rows by code. */
export type ErrorTable = Readonly<Record<string, ErrorRow>>;

/** Rows that differ in their reason only: `topic: reason`. */
export function sameRemedy(
  [errorClass, retry, remedy]: readonly [errorClass: ErrorClass, retry: Retry, remedy: string],
  topic: string,
  reasons: Readonly<Record<string, string>>,
): ErrorTable {
  return Object.fromEntries(
    Object.entries(reasons).map(([code, reason]) => [code, [errorClass, retry, `${topic}: ${reason}`, remedy]]),
  );
}
