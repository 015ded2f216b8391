import type { WebhookProvider } from '../provider.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

/** Twilio's webhooks: https://www.twilio.com/docs/usage/webhooks */
export const twilio: WebhookProvider = {
  comesBy: 'webhook',
  methods: ['POST'],
  bodyLimitBytes: 256 * 1024,
  answer: () => ({ status: 204 }),
  verify,
  parse,
};
