import { PublishCommand, type SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import type { ChannelTools, Delivery } from '../channels/channel.ts';
import { second } from '../core/time.ts';

const deadlineMs = 5 * second;

/** Publishes to an SNS topic; how it ended is a value, whatever happens. */
export function snsPublisher(client: SNSClient): ChannelTools['publish'] {
  return async ({ topicArn, subject, message, attributes }) => {
    const command = new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      Message: message,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    });
    try {
      await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
      return { kind: 'sent' };
    } catch (error) {
      return publishFailure(error);
    }
  };
}

const passing = /^(Throttl|InternalError|KMSThrottling|ServiceUnavailable)/;

/** What SNS says may pass is tried again, and so is no answer at all; any other refusal stands. */
export function publishFailure(error: unknown): Delivery {
  if (!(error instanceof SNSServiceException)) {
    return { kind: 'retry', why: error instanceof Error ? error.name : 'unknown failure' };
  }
  const why = `${error.name}: ${error.message}`;
  const status = error.$metadata.httpStatusCode ?? 500;
  return status >= 500 || status === 429 || passing.test(error.name)
    ? { kind: 'retry', why }
    : { kind: 'refused', why };
}
