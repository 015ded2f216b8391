import { PublishCommand, type PublishCommandInput, type SNSClient } from '@aws-sdk/client-sns';
import type { ChannelTools } from '../channels/channel.ts';
import { second } from '../core/time.ts';
import { serviceFailure } from './service-failure.ts';

type Publication = Parameters<ChannelTools['publish']>[0];

/** Publishes to an SNS topic, or sends a text message to a phone; how it ended is a value, whatever happens. */
export function snsPublisher(client: SNSClient, deadlineMs: number = 5 * second): ChannelTools['publish'] {
  return async (publication) => {
    try {
      const command = new PublishCommand(inputOf(publication));
      await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
      return { kind: 'sent' };
    } catch (error) {
      return serviceFailure(error, 'phoneNumber' in publication ? numberForms(publication.phoneNumber) : []);
    }
  };
}

function inputOf(publication: Publication): PublishCommandInput {
  if ('phoneNumber' in publication) {
    const { phoneNumber, message } = publication;
    const MessageAttributes = attributesOf({ 'AWS.SNS.SMS.SMSType': 'Transactional' });
    return { PhoneNumber: phoneNumber, Message: message, MessageAttributes };
  }
  const { topicArn, subject, message, attributes } = publication;
  return { TopicArn: topicArn, Subject: subject, Message: message, MessageAttributes: attributesOf(attributes) };
}

function attributesOf(values: Record<string, string>): PublishCommandInput['MessageAttributes'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
}

/** SNS repeats a number that it refuses. */
function numberForms(phoneNumber: string): string[] {
  return [phoneNumber, phoneNumber.slice(1), phoneNumber.slice(-9)];
}
