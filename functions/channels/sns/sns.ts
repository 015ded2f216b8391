import * as z from 'zod';
import { e164 } from '../../core/phone.ts';
import type { ChannelKind, ChannelTools, Delivery, Notice } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { snsMessage } from './sns-message.ts';
import { textMessage } from './text-message.ts';

const phone = z.string().regex(e164, 'write the number as +14155550123: +, the country code, the number');

const settings = z
  .strictObject({
    kind: z.literal('sns'),
    /** Default: the alert topic that the stack makes. */
    topicArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/, 'write the ARN of a standard SNS topic')
      .optional(),
    /** A text message to a phone, instead of a topic: one number, or whoever is on call by a schedule. */
    sms: z.union([z.strictObject({ phone }), z.strictObject({ onCall: z.string() })]).optional(),
    ...commonSettings,
  })
  .refine(({ topicArn, sms }) => topicArn === undefined || sms === undefined, {
    error: 'a channel is either a topic or text messages: make two channels of it',
    path: ['sms'],
  });
type Sms = NonNullable<z.output<typeof settings>['sms']>;

/** An SNS topic (mail, text messages, queues and functions of the team's own), or text messages to a phone. */
export const sns: ChannelKind<typeof settings> = {
  settings,
  async deliver(notice, { topicArn, sms }, tools) {
    if (sms !== undefined) return sendText(notice, sms, tools);
    const topic = topicArn ?? tools.alertTopicArn;
    if (topic === undefined) return { kind: 'unconfigured', why: 'there is no topic to publish to' };
    return tools.publish({ topicArn: topic, ...snsMessage(notice) });
  },
};

async function sendText(notice: Notice, sms: Sms, tools: ChannelTools): Promise<Delivery> {
  if ('phone' in sms) return tools.publish({ phoneNumber: sms.phone, message: textMessage(notice) });
  const person = await tools.onCall(sms.onCall);
  if (person === undefined) return { kind: 'unconfigured', why: `nobody is on call by the schedule "${sms.onCall}"` };
  const { name, phone: number } = person;
  if (number === undefined) {
    return { kind: 'unconfigured', why: `${name}, on call by "${sms.onCall}", has no phone: add it to onCall.people` };
  }
  return tools.publish({ phoneNumber: number, message: textMessage(notice) });
}
