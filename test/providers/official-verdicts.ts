import { createHmac } from 'node:crypto';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { vi } from 'vitest';
import type { RequestFixture } from '../support/fixtures.ts';

/**
 * What the provider's own library says of a request; of Meta, who has none, the few lines its documentation gives; of the
 * application, the convention of Standard Webhooks by another library than ours.
 */
export const officialVerdicts: Record<string, (fixture: RequestFixture) => Promise<boolean>> = {
  twilio: async ({ secrets, headers, url, method, body }) => {
    const signature = headers['X-Twilio-Signature'] ?? '';
    const parameters = method === 'GET' ? {} : formParameters(body);
    return secrets.some((token) =>
      url.includes('bodySHA256')
        ? webhooks.validateRequestWithBody(token, signature, url, body)
        : webhooks.validateRequest(token, signature, url, parameters),
    );
  },
  telnyx: async ({ secrets, headers, body, now }) => {
    vi.useFakeTimers({ now });
    const verdicts = secrets.map((key) =>
      new TelnyxWebhook(key).verify(body, headers).then(
        () => true,
        () => false,
      ),
    );
    return (await Promise.all(verdicts)).includes(true);
  },
  meta: async ({ secrets, headers, body }) =>
    secrets.some((secret) => {
      const expected = createHmac('sha256', secret).update(body).digest('hex');
      return headers['X-Hub-Signature-256'] === `sha256=${expected}`;
    }),
  app: async ({ secrets, headers, body, now }) => {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': told = '' } = headers;
    const keys = secrets.flatMap((line) =>
      line.startsWith('whsec_') ? [fromBase64(line.slice('whsec_'.length))] : [],
    );
    const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
    const expected = await Promise.all(keys.filter((key) => key.length >= 24).map((key) => hmacSha256(key, signed)));
    const fresh = Math.abs(now / 1000 - Number(timestamp)) <= 300;
    return fresh && expected.some((signature) => told.split(' ').includes(`v1,${signature}`));
  },
};

function formParameters(body: string): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const present = parameters[name];
    parameters[name] = present === undefined ? value : [...[present].flat(), value];
  }
  return parameters;
}

/** By the browsers' interface to cryptography. */
async function hmacSha256(key: Uint8Array<ArrayBuffer>, signed: Uint8Array<ArrayBuffer>): Promise<string> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', imported, signed);
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
