import type { Provider } from '../provider.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

/** Twilio's webhooks: https://www.twilio.com/docs/usage/webhooks */
export const twilio: Provider = {
  bodyLimitBytes: 256 * 1024,
  accepted: { status: 204 },
  verify,
  parse,
};
