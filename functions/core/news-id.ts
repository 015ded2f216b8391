import { createHash } from 'node:crypto';

/** The id of news that has none of its own: the same when it is sent again. */
export function newsId(...parts: (string | number | null | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
