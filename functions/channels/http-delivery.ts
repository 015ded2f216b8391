import { oneLine } from '../core/cut-text.ts';
import { retryAfter } from '../core/retry-after.ts';
import { withoutSecrets } from '../core/without-secrets.ts';
import type { Delivery, HttpAnswer } from './channel.ts';

/**
 * What an HTTP answer means for a notice: 2xx sent; 429, 5xx and no answer to be tried again; all else refused.
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 * @param secrets never to appear in the reason, even if the answer repeats them
 */
export function httpDelivery(answer: HttpAnswer, now: number, secrets: readonly string[]): Delivery {
  if (answer.kind === 'unreachable') return { kind: 'retry', why: answer.failure };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const said = oneLine(withoutSecrets(answer.body, secrets)).slice(0, 200);
  const why = `${status} ${said}`.trim();
  if (status !== 429 && status < 500) return { kind: 'refused', why };
  const afterMs = retryAfter(answer.headers['retry-after'], now);
  return afterMs === undefined ? { kind: 'retry', why } : { kind: 'retry', why, afterMs };
}
