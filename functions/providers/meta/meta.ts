import type { WebhookProvider } from '../provider.ts';
import { handshake } from './handshake.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

/** WhatsApp by Meta's Cloud API: https://developers.facebook.com/docs/whatsapp/cloud-api/guides/set-up-webhooks */
export const meta: WebhookProvider = {
  comesBy: 'webhook',
  methods: ['GET', 'POST'],
  // What Meta may send at once.
  bodyLimitBytes: 3 * 1024 * 1024,
  answer: () => ({ status: 200 }),
  handshake,
  verify,
  parse,
};
