import * as z from 'zod';
import type { ChannelKind, Delivery } from '../channel.ts';

export const pagerdutySettings = z.strictObject({
  kind: z.literal('pagerduty'),
  /** Where events go; accounts in the EU have their own host. */
  url: z.url().default('https://events.pagerduty.com/v2/enqueue'),
});

/** PagerDuty, through Events API v2; the secret is the integration's routing key. */
export const pagerduty: ChannelKind<typeof pagerdutySettings> = {
  settings: pagerdutySettings,
  deliver: async (): Promise<Delivery> => ({ kind: 'unconfigured', why: 'not built yet' }),
};
