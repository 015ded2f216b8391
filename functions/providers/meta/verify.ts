import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RefusalReason } from '../../core/provider-status.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Verification } from '../provider.ts';
import { metaSecrets } from './secret-lines.ts';

/**
 * Checks `X-Hub-Signature-256`, an HMAC-SHA-256 over the bytes as sent. Meta signs its JSON with characters escaped
 * (`\u00e9`), so JSON that was read and written again does not verify:
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 * @param secrets app secrets; all are tried, for rotation. Lines `verify=…` are for the handshake and sign nothing.
 */
export async function verify(request: WebhookRequest, secrets: readonly string[]): Promise<Verification> {
  if (request.method !== 'POST') return refused('no-signature', 'a GET is only taken with hub.mode=subscribe');
  const header = request.headers['x-hub-signature-256'];
  if (!header) return refused('no-signature', 'the request has no X-Hub-Signature-256 header');
  const { appSecrets } = metaSecrets(secrets);
  if (appSecrets.length === 0) return refused('no-secret', 'no app secret is set');
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1];
  if (hex === undefined) return refused('bad-signature', 'X-Hub-Signature-256 is not sha256= and 64 hex digits');
  const told = Buffer.from(hex, 'hex');
  if (appSecrets.some((secret) => timingSafeEqual(told, signatureOf(request.body, secret)))) {
    return { kind: 'authentic', url: request.urls[0] ?? '' };
  }
  return refused('bad-signature', "compare the secret with the app secret in the app's basic settings at Meta");
}

function signatureOf(body: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

function refused(why: RefusalReason, hint: string): Verification {
  return { kind: 'refused', why, hint };
}
