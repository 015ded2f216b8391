import { createHmac } from 'node:crypto';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { vi } from 'vitest';
import type { RequestFixture } from '../support/fixtures.ts';

/** What the provider's own library says of a request; of Meta, who has none, the few lines its documentation gives. */
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
};

function formParameters(body: string): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const present = parameters[name];
    parameters[name] = present === undefined ? value : [...[present].flat(), value];
  }
  return parameters;
}
