import * as z from 'zod';
import type { ChannelKind, Delivery } from '../channel.ts';

export const snsSettings = z.strictObject({
  kind: z.literal('sns'),
  /** Default: the alert topic that the stack makes. */
  topicArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, 'write the ARN of a standard SNS topic')
    .optional(),
});

/** An SNS topic: mail, text messages, queues and functions of the team's own. */
export const sns: ChannelKind<typeof snsSettings> = {
  settings: snsSettings,
  deliver: async (): Promise<Delivery> => ({ kind: 'unconfigured', why: 'not built yet' }),
};
