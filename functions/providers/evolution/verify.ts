import type { RefusalReason } from '../../core/provider-status.ts';
import { sameText } from '../../core/same-text.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Verification } from '../provider.ts';
import { evolutionSecrets, forms } from './secret-lines.ts';
import { judgeToken } from './token.ts';

/**
 * Checks that the gateway called: by the token that it signs or by a header that it was given. Neither covers the body,
 * so only TLS protects that: https://doc.evolution-api.com/v2/en/configuration/webhooks
 * @param secrets lines `jwt=…` and `header:<name>=<value>`; all are tried, for rotation
 */
export async function verify(request: WebhookRequest, secrets: readonly string[], now: number): Promise<Verification> {
  const { jwtKeys, headers } = evolutionSecrets(secrets);
  if (jwtKeys.length + headers.length === 0) return refused('no-secret', `no line ${forms} is set`);
  const given = headers.filter(({ name }) => Object.hasOwn(request.headers, name));
  const token = jwtKeys.length > 0 ? /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] : undefined;
  if (given.some(({ name, value }) => sameText(request.headers[name] ?? '', value))) return authentic(request);
  if (token === undefined && given.length === 0) return refused('no-signature', `the request has nothing for ${forms}`);
  const verdict = token === undefined ? 'wrong' : await judgeToken(token, jwtKeys, now);
  if (verdict === 'good') return authentic(request);
  if (verdict === 'wrong') return refused('bad-signature', `compare ${forms} with the headers set at the gateway`);
  return refused('stale', `the token is ${verdict}: compare the gateway's clock with ours`);
}

function authentic({ urls: [url = ''] }: WebhookRequest): Verification {
  return { kind: 'authentic', url };
}

function refused(why: RefusalReason, hint: string): Verification {
  return { kind: 'refused', why, hint };
}
