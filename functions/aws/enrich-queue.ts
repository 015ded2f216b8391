import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { second } from '../core/time.ts';
import type { EnrichMessage } from '../enrich/enrich-message.ts';

/** SQS delays a message by at most 15 minutes. */
const longestDelaySeconds = 900;

const batchSize = 10;

const deadlineMs = 5 * second;

/** Puts messages aside for a quarter of an hour. Throws if the queue does not take them all. */
export function enrichQueue(
  client: SQSClient,
  queueUrl: string,
): (messages: readonly EnrichMessage[]) => Promise<void> {
  return async (messages) => {
    for (let at = 0; at < messages.length; at += batchSize) {
      const entries = messages.slice(at, at + batchSize).map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
        DelaySeconds: longestDelaySeconds,
      }));
      const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries });
      const { Failed = [] } = await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
      if (Failed.length > 0) throw new Error(`the queue refused ${Failed.length} messages: ${Failed[0]?.Code}`);
    }
  };
}
