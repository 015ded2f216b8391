import { second } from '../core/time.ts';
import type { Delivery, HttpAnswer } from './channel.ts';
import { oneLine } from './cut-text.ts';

/**
 * What an HTTP answer means for a notice: 2xx sent; 429, 5xx and no answer to be tried again; all else refused.
 * @param now epoch milliseconds, for a `Retry-After` that is a date
 * @param secrets never to appear in the reason, even if the answer repeats them
 */
export function httpDelivery(answer: HttpAnswer, now: number, secrets: readonly string[]): Delivery {
  if (answer.kind === 'unreachable') return { kind: 'retry', why: answer.failure };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const body = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), answer.body);
  const why = `${status} ${oneLine(body).slice(0, 200)}`.trim();
  if (status !== 429 && status < 500) return { kind: 'refused', why };
  const afterMs = retryAfter(answer.headers['retry-after'], now);
  return afterMs === undefined ? { kind: 'retry', why } : { kind: 'retry', why, afterMs };
}

/** RFC 9110, 10.2.3: seconds or a date; anything else is no answer. */
function retryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text.trim())) return Number(text) * second;
  const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
