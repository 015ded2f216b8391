import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RefusalReason } from '../../core/provider-status.ts';
import { keyForm, signingKey } from '../../core/signing-key.ts';
import { second } from '../../core/time.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Verification } from '../provider.ts';

/** How old or how far ahead a signed request may be. */
const toleranceMs = 300 * second;

/** More signatures than anybody rotates keys at once. */
const mostSignatures = 10;

/**
 * Checks an HMAC-SHA-256 over `id.timestamp.body`, as Standard Webhooks has it: https://www.standardwebhooks.com
 * @param secrets lines `whsec_<base64>`; all are tried, for rotation
 */
export async function verify(request: WebhookRequest, secrets: readonly string[], now: number): Promise<Verification> {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = request.headers;
  if (!id || !timestamp || !signatures)
    return refused('no-signature', 'the request lacks webhook-id, webhook-timestamp or webhook-signature');
  const keys = secrets.map(signingKey).filter((key) => key !== undefined);
  if (keys.length === 0) return refused('no-secret', `no line of ${keyForm} is set`);
  if (!/^\d{1,12}$/.test(timestamp)) return refused('bad-signature', 'webhook-timestamp is no number of seconds');
  const age = Math.abs(now - Number(timestamp) * second);
  if (age > toleranceMs) return refused('stale', `the signature is ${Math.round(age / second)} s away from our clock`);
  const told = signatures.split(' ', mostSignatures).flatMap(digestOf);
  const expected = keys.map((key) =>
    createHmac('sha256', key).update(`${id}.${timestamp}.`).update(request.body).digest(),
  );
  if (expected.some((digest) => told.some((one) => timingSafeEqual(one, digest))))
    return { kind: 'authentic', url: request.urls[0] ?? '' };
  return refused('bad-signature', 'compare the secret with the one that the application signs with');
}

/** The digest in `v1,<base64>`; signatures of other versions are not for us. */
function digestOf(signature: string): Buffer[] {
  const base64 = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(signature)?.[1];
  return base64 === undefined ? [] : [Buffer.from(base64, 'base64')];
}

function refused(why: RefusalReason, hint: string): Verification {
  return { kind: 'refused', why, hint };
}
