import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { httpPost } from '../../functions/aws/http-post.ts';
import { mailSender } from '../../functions/aws/mail-sender.ts';
import { snsPublisher } from '../../functions/aws/publish.ts';
import { eventPutter } from '../../functions/aws/put-event.ts';
import type { ChannelTools } from '../../functions/channels/channel.ts';

/** How a channel is led to a server of a test, and what that server has to say. */
export type Reach = {
  /** What the settings say besides the kind. @param url where the server is */
  settings(url: string): Record<string, unknown>;
  /** The lines of its secret. */
  secrets(url: string): string[];
  /** What never stands in a reason. */
  hidden(url: string): string[];
  /** What the service answers when it takes a notice. */
  receipt: string;
  /** What the service answers to say why it does not. */
  refusal(text: string): string;
};

const nothing = { settings: () => ({}), secrets: () => [], hidden: () => [] };
const plainly = { receipt: 'ok', refusal: (text: string) => text };
const path = '/T0123/B0123/s3cr3t-of-the-hook';
const address = (url: string) => `${url}${path}?sig=s1gn4ture-of-the-flow`;
const parts = ['s3cr3t-of-the-hook', 's1gn4ture-of-the-flow'];
const byAddress: Reach = {
  ...plainly,
  settings: () => ({}),
  secrets: (url) => [address(url)],
  hidden: (url) => [address(url), path, ...parts],
};
const byKey = (key: string): Reach => ({
  ...plainly,
  settings: (url) => ({ url }),
  secrets: () => [key],
  hidden: () => [key],
});
const snsAnswers = {
  receipt:
    '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
  refusal: (text: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>${text.replace(/[<&]/g, ' ')}</Message></Error></ErrorResponse>`,
};

/** Every kind of channel by its name; kinds that do two things by two. */
export const reaches: Readonly<Record<string, Reach>> = {
  slack: byAddress,
  teams: byAddress,
  'slack-bot': {
    ...byKey('xoxb-0123456789-abcdef'),
    settings: (url) => ({ url, channel: 'C0123456789' }),
    receipt: '{"ok":true,"channel":"C0123456789","ts":"1763751780.000100"}',
  },
  pagerduty: byKey('a1b2c3d4e5f60718293a4b5c6d7e8f90'),
  opsgenie: byKey('eb243592-faa2-4ba2-a551-1afdf565c889'),
  webhook: byKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
  'webhook, its address secret': {
    ...byAddress,
    secrets: (url) => ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', address(url)],
    hidden: () => ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', ...parts],
  },
  sns: { ...nothing, ...snsAnswers },
  'sns, to a phone': {
    ...nothing,
    ...snsAnswers,
    settings: () => ({ sms: { phone: '+14155550123' } }),
    hidden: () => ['4155550123'],
  },
  mail: {
    ...nothing,
    settings: () => ({ from: 'alerts@example.com', to: ['ana@example.com'], cc: ['boss@example.com'] }),
    hidden: () => ['ana@example.com', 'boss@example.com'],
    receipt: '{"MessageId":"1"}',
    refusal: (message) => JSON.stringify({ __type: 'MessageRejected', message }),
  },
  bus: {
    ...nothing,
    settings: () => ({ bus: 'theirs' }),
    receipt: '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}',
    refusal: (message) => JSON.stringify({ __type: 'ResourceNotFoundException', message }),
  },
};

/** The name of the kind in the name of a reach. */
export function kindOf(name: string): string {
  return name.split(',')[0] ?? name;
}

/** The adapters that are deployed, all of them led to one server. */
export function deployedTools(origin: string, deadlineMs: number): Partial<ChannelTools> {
  const client = {
    endpoint: origin,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  return {
    post: httpPost(deadlineMs),
    publish: snsPublisher(new SNSClient(client), deadlineMs),
    sendMail: mailSender(new SESv2Client(client), deadlineMs),
    putEvent: eventPutter(new EventBridgeClient(client), deadlineMs),
    alertTopicArn: 'arn:aws:sns:us-east-1:123456789012:alerts',
  };
}
