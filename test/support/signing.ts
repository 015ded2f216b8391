import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { WebhookRequest } from '../../functions/core/webhook.ts';

export const twilioToken = 'test_twilio_auth_token_primary';

export type FormPairs = readonly (readonly [string, string])[];

/** A form request signed by Twilio's own library. */
export function twilioRequest(
  pairs: FormPairs,
  { url = 'https://hooks.example.com/webhooks/twilio', token = twilioToken } = {},
): WebhookRequest {
  const parameters: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    const present = parameters[name];
    parameters[name] = present === undefined ? value : [...[present].flat(), value];
  }
  return {
    method: 'POST',
    urls: [url],
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(token, url, parameters),
    },
    body: Buffer.from(new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()),
  };
}

/** The usual fields of a Twilio message status callback. */
export function twilioStatus(status: string, more: Record<string, string> = {}): FormPairs {
  const id = more.MessageSid ?? 'SM0000000000000000000000000000000a';
  const usual = {
    AccountSid: 'AC00000000000000000000000000000001',
    ApiVersion: '2010-04-01',
    From: '+14155550100',
    MessageSid: id,
    MessageStatus: status,
    SmsSid: id,
    SmsStatus: status,
    To: '+14155550123',
  };
  return Object.entries({ ...usual, ...more });
}

const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An Ed25519 key pair, from its seed or new. @returns the public key as Telnyx shows it: raw, base64 */
export function telnyxKeys(seedHex?: string): { privateKey: KeyObject; publicKey: string } {
  const privateKey = seedHex
    ? createPrivateKey({ key: Buffer.concat([seedPrefix, Buffer.from(seedHex, 'hex')]), format: 'der', type: 'pkcs8' })
    : generateKeyPairSync('ed25519').privateKey;
  const jwk = privateKey.export({ format: 'jwk' });
  return { privateKey, publicKey: Buffer.from(String(jwk.x), 'base64url').toString('base64') };
}

/** A JSON request signed as Telnyx signs. @param at wall-clock milliseconds */
export function telnyxRequest(body: unknown, privateKey: KeyObject, at: number): WebhookRequest {
  const text = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const timestamp = String(Math.floor(at / 1000));
  const signature = sign(null, Buffer.concat([Buffer.from(`${timestamp}|`), text]), privateKey).toString('base64');
  return {
    method: 'POST',
    urls: ['https://hooks.example.com/webhooks/telnyx'],
    headers: {
      'content-type': 'application/json',
      'telnyx-signature-ed25519': signature,
      'telnyx-timestamp': timestamp,
    },
    body: text,
  };
}
