import type { WebhookProvider } from '../provider.ts';
import { parse } from './parse.ts';
import { redact } from './redact.ts';
import { verify } from './verify.ts';

/** WhatsApp by an Evolution API gateway: https://doc.evolution-api.com/v2/en/configuration/webhooks */
export const evolution: WebhookProvider = {
  comesBy: 'webhook',
  methods: ['POST'],
  // Pictures are inside if the gateway is told to send them (`base64`); in base64 again, Lambda takes no more.
  bodyLimitBytes: 4 * 1024 * 1024,
  answer: () => ({ status: 200 }),
  verify,
  parse,
  redact,
};
