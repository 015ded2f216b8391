import type { WebhookProvider } from '../provider.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

/** Telnyx's messaging webhooks: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */
export const telnyx: WebhookProvider = {
  comesBy: 'webhook',
  methods: ['POST'],
  bodyLimitBytes: 512 * 1024,
  answer: () => ({ status: 200 }),
  verify,
  parse,
};
