import { createHmac } from 'node:crypto';
import { second } from '../../core/time.ts';

/**
 * The headers of a signed request, as Standard Webhooks has it: https://www.standardwebhooks.com
 * @param id the same for every attempt, so that a receiver can drop what it has seen; no dots
 * @param keys a signature each, so that one can be replaced by another without a gap
 * @param now epoch milliseconds
 */
export function signatureHeaders(
  id: string,
  body: string,
  keys: readonly Buffer[],
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / second));
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
