import * as z from 'zod';
import type { ChannelKind } from '../channel.ts';
import { snsMessage } from './sns-message.ts';

const settings = z.strictObject({
  kind: z.literal('sns'),
  /** Default: the alert topic that the stack makes. */
  topicArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, 'write the ARN of a standard SNS topic')
    .optional(),
});

/** An SNS topic: mail, text messages, queues and functions of the team's own. */
export const sns: ChannelKind<typeof settings> = {
  settings,
  async deliver(notice, { topicArn }, tools) {
    const topic = topicArn ?? tools.alertTopicArn;
    if (topic === undefined) return { kind: 'unconfigured', why: 'there is no topic to publish to' };
    return tools.publish({ topicArn: topic, ...snsMessage(notice) });
  },
};
