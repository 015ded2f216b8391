import type { WebhookProvider } from '../provider.ts';
import { answer } from './answer.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

/** Twilio's webhooks: https://www.twilio.com/docs/usage/webhooks */
export const twilio: WebhookProvider = {
  comesBy: 'webhook',
  // Each of Twilio's URLs can be set to either.
  methods: ['POST', 'GET'],
  bodyLimitBytes: 256 * 1024,
  answer,
  verify,
  parse,
};
