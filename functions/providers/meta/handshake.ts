import { sameText } from '../../core/same-text.ts';
import type { WebhookAnswer, WebhookRequest } from '../../core/webhook.ts';
import { metaSecrets } from './secret-lines.ts';

/**
 * Repeats the challenge to whoever knows the verify token, which is how Meta asks whether a URL is the team's:
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export function handshake(request: WebhookRequest, secrets: readonly string[]): WebhookAnswer | undefined {
  const query = queryOf(request);
  if (request.method !== 'GET' || query.get('hub.mode') !== 'subscribe') return undefined;
  const { verifyTokens } = metaSecrets(secrets);
  if (verifyTokens.length === 0) return text(403, 'no verify token is set: the secret of meta needs a line verify=…');
  const told = query.get('hub.verify_token') ?? '';
  const challenge = query.get('hub.challenge') ?? '';
  if (!verifyTokens.some((token) => sameText(token, told))) return text(403, 'the verify token is not ours');
  return challenge === '' ? text(403, 'there is no hub.challenge to repeat') : text(200, challenge);
}

function queryOf({ urls: [url = ''] }: WebhookRequest): URLSearchParams {
  return URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}

function text(status: number, body: string): WebhookAnswer {
  return { status, body, contentType: 'text/plain' };
}
