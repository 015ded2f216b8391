import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../functions/core/webhook.ts';

export const appKey = Buffer.from('test_app_signing_key_0123456789a');
export const appSecret = `whsec_${appKey.toString('base64')}`;

/** A request as an application signs it. @param at wall-clock milliseconds */
export function appRequest(events: readonly object[], at: number, id = 'msg_1'): WebhookRequest {
  const body = JSON.stringify({ events });
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', appKey).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    method: 'POST',
    urls: ['https://hooks.example.com/webhooks/app'],
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body: Buffer.from(body),
  };
}
