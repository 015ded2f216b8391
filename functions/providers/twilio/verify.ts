import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Verification } from '../provider.ts';
import { formParameters, isJson } from './form.ts';

/**
 * Checks `X-Twilio-Signature` with Twilio's own verifier: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 * @param secrets auth tokens, or `AC…=token` for the token of one account; all that fit are tried, for rotation
 */
export async function verify(request: WebhookRequest, secrets: readonly string[]): Promise<Verification> {
  const signature = request.headers['x-twilio-signature'];
  if (!signature) return refused('no-signature', 'the request has no X-Twilio-Signature header');
  const account = formParameters(request).AccountSid;
  const tokens = tokensFor(typeof account === 'string' ? account : undefined, secrets);
  if (tokens.length === 0) return refused('no-secret', 'no auth token is set for this account');
  const url = request.urls.find((candidate) => tokens.some((token) => signed(token, signature, candidate, request)));
  if (url !== undefined) return { kind: 'authentic', url };
  return refused('bad-signature', 'compare the URL that was checked with the one set at Twilio, then the auth token');
}

function refused(why: 'no-signature' | 'no-secret' | 'bad-signature', hint: string): Verification {
  return { kind: 'refused', why, hint };
}

/** The account named by the request only chooses which tokens to try. */
function tokensFor(account: string | undefined, secrets: readonly string[]): string[] {
  return secrets.flatMap((line) => {
    const [, owner, token] = /^(AC\w+)=(.+)$/.exec(line) ?? [undefined, undefined, line];
    return token && (owner === undefined || account === undefined || owner === account) ? [token] : [];
  });
}

function signed(token: string, signature: string, url: string, request: WebhookRequest): boolean {
  try {
    const hash = new URL(url).searchParams.get('bodySHA256');
    // Without the hash a JSON body would not be covered by anything.
    if (isJson(request) || hash !== null) {
      return hash !== null && validateWithBody(token, signature, url, request.body);
    }
    return webhooks.validateRequest(token, signature, url, formParameters(request));
  } catch {
    return false;
  }
}

function validateWithBody(token: string, signature: string, url: string, body: Buffer): boolean {
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) && webhooks.validateRequestWithBody(token, signature, url, text);
}
