import type { Provider } from '../provider.ts';
import { parse } from './parse.ts';
import { verify } from './verify.ts';

/** Telnyx's messaging webhooks: https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks */
export const telnyx: Provider = {
  bodyLimitBytes: 512 * 1024,
  accepted: { status: 200 },
  verify,
  parse,
};
