import * as z from 'zod';
import type { ChannelKind, Delivery } from '../channel.ts';

export const slackSettings = z.strictObject({ kind: z.literal('slack') });

/** Slack, through an incoming webhook; the secret is the webhook's URL. */
export const slack: ChannelKind<typeof slackSettings> = {
  settings: slackSettings,
  deliver: async (): Promise<Delivery> => ({ kind: 'unconfigured', why: 'not built yet' }),
};
