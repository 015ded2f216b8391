import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Keeps a stream record that cannot be read, whole, where people look for it. */
export function deadLetterWriter(sqs: SQSClient, queueUrl: string): (record: string, why: string) => Promise<void> {
  return async (record, why) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ why, record }) }));
  };
}
