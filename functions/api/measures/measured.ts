import { hour } from '../../core/time.ts';
import type { Span } from '../../query/bucket.ts';
import type { Outcome } from '../endpoint.ts';

/** For how many seconds an answer may be kept: what goes on changes, and what is over hardly does. */
export const cacheSeconds = { present: 30, past: 300 } as const;

/** An answer about a span, to be kept the longer if the span is over since an hour. */
export function measured<Answer>(body: Answer, { to }: Span, { deps }: { deps: { now(): number } }): Outcome<Answer> {
  if (to > deps.now() - hour) return { kind: 'ok', body };
  return { kind: 'ok', body, headers: { 'cache-control': `private, max-age=${cacheSeconds.past}` } };
}
