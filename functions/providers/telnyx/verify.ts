import { createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';
import type { RefusalReason } from '../../core/provider-status.ts';
import { second } from '../../core/time.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Verification } from '../provider.ts';

/** How old or how far ahead a signed request may be. */
const toleranceMs = 300 * second;

/** What stands before the 32 bytes of a raw Ed25519 key in its DER form (RFC 8410). */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Checks Telnyx's Ed25519 signature over `timestamp|body`: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 * Not by the vendor's SDK, whose check reads the clock itself and so cannot verify a request that had to wait
 * (docs/decisions/002-telnyx-verifier.md).
 * @param secrets public keys from the portal, base64; all are tried, for rotation
 */
export async function verify(request: WebhookRequest, secrets: readonly string[], now: number): Promise<Verification> {
  const signature = request.headers['telnyx-signature-ed25519'];
  const timestamp = request.headers['telnyx-timestamp'];
  if (!signature || !timestamp) return refused('no-signature', 'the request has no Telnyx signature headers');
  const keys = secrets.map(publicKey).filter((key) => key !== undefined);
  if (keys.length === 0) return refused('no-secret', 'no public key of 32 base64 bytes is set');
  if (!/^\d{1,12}$/.test(timestamp)) return refused('bad-signature', 'the timestamp header is no number of seconds');
  const age = Math.abs(now - Number(timestamp) * second);
  if (age > toleranceMs) return refused('stale', `the signature is ${Math.round(age / second)} s away from our clock`);
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`), request.body]);
  const bytes = decodeBase64(signature);
  const valid = bytes?.length === 64 && keys.some((key) => verifySignature(null, signed, key, bytes));
  if (!valid) return refused('bad-signature', 'compare the public key with the one in the Telnyx portal');
  return { kind: 'authentic', url: request.urls[0] ?? '' };
}

function refused(why: RefusalReason, hint: string): Verification {
  return { kind: 'refused', why, hint };
}

const parsedKeys = new Map<string, KeyObject>();

function publicKey(text: string): KeyObject | undefined {
  const known = parsedKeys.get(text);
  if (known) return known;
  const raw = decodeBase64(text);
  if (raw?.length !== 32) return undefined;
  const key = createPublicKey({ key: Buffer.concat([derPrefix, raw]), format: 'der', type: 'spki' });
  parsedKeys.set(text, key);
  return key;
}

function decodeBase64(text: string): Buffer | undefined {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? Buffer.from(text, 'base64')
    : undefined;
}
