import { hash, timingSafeEqual } from 'node:crypto';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookRequest } from '../../core/webhook.ts';
import type { Verification } from '../provider.ts';
import { contentOf, queryOf } from './content.ts';
import { formField } from './field.ts';
import { hmacSha1 } from './hmac-sha1.ts';
import { signedParameters } from './signed-parameters.ts';

/** Base64 of the 20 bytes of an HMAC-SHA1. */
const signatureLength = 28;

/**
 * Checks `X-Twilio-Signature`: https://www.twilio.com/docs/usage/webhooks/webhooks-security. First over the exact URL;
 * Twilio's own verifier then tries what else may have been signed (docs/decisions/011-twilio-exact-url-first.md).
 * @param secrets auth tokens, or `AC…=token` for the token of one account; all that fit are tried, for rotation
 */
export async function verify(request: WebhookRequest, secrets: readonly string[]): Promise<Verification> {
  const signature = request.headers['x-twilio-signature'];
  if (!signature) return refused('no-signature', 'the request has no X-Twilio-Signature header');
  const tokens = tokensFor(formField(contentOf(request).parameters)('AccountSid'), secrets);
  if (tokens.length === 0) return refused('no-secret', 'no auth token is set for this account');
  const url = signature.length === signatureLength ? signedUrl(request, signature, tokens) : undefined;
  if (url !== undefined) return { kind: 'authentic', url };
  return refused('bad-signature', 'compare the URL that was checked with the one set at Twilio, then the auth token');
}

function refused(why: 'no-signature' | 'no-secret' | 'bad-signature', hint: string): Verification {
  return { kind: 'refused', why, hint };
}

/**
 * The account named by the request only chooses which tokens to try. An empty token is none: it would verify whatever
 * anybody signs with it.
 */
function tokensFor(account: string | undefined, secrets: readonly string[]): string[] {
  const tokens: string[] = [];
  for (const line of secrets) {
    const equals = line.startsWith('AC') ? line.indexOf('=') : -1;
    const token = line.slice(equals + 1);
    if (token.trim() !== '' && (equals === -1 || account === undefined || line.slice(0, equals) === account))
      tokens.push(token);
  }
  return tokens;
}

function signedUrl(request: WebhookRequest, signature: string, tokens: readonly string[]): string | undefined {
  const { isJson, parameters } = contentOf(request);
  const covered = request.method === 'GET' ? '' : signedParameters(parameters);
  const urls = isJson ? request.urls.filter((url) => carriesHash(url, request.body)) : request.urls;
  const signedBy = (signs: Signs) => urls.find((url) => tokens.some((token) => signs(token, signature, url, covered)));
  return signedBy(signsExactly) ?? signedBy(signsAlike);
}

/** @param covered what the signature covers after the URL */
type Signs = (token: string, signature: string, url: string, covered: string) => boolean;

const signsExactly: Signs = (token, signature, url, covered) => isEqual(signature, hmacSha1(token, url + covered));

/** By the URL with and without its port, and in other encodings. */
const signsAlike: Signs = (token, signature, url, covered) => {
  try {
    // Parameters are signed as names and values in a row: the whole row as one name is signed alike.
    return webhooks.validateRequest(token, signature, url, { [covered]: '' });
  } catch {
    return false;
  }
};

/** The signature of a JSON request covers no body; the hash in its URL does. */
function carriesHash(url: string, body: Buffer): boolean {
  return isEqual(new URLSearchParams(queryOf(url)).get('bodySHA256') ?? '', hash('sha256', body));
}

function isEqual(told: string, expected: string): boolean {
  const one = Buffer.from(told);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
