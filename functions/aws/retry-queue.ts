import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RetryMessage } from '../core/retry-message.ts';
import { second } from '../core/time.ts';

/** SQS delays a message by at most 15 minutes. */
const longestDelaySeconds = 900;

const deadlineMs = 10 * second;

/** Puts a notice aside. @param delayMs until it should be tried again; the queue may hand it over earlier */
export function retryQueue(
  client: SQSClient,
  queueUrl: string,
): (message: RetryMessage, delayMs: number) => Promise<void> {
  return async (message, delayMs) => {
    const wanted = Math.ceil(Math.max(0, delayMs) / second);
    const MessageBody = JSON.stringify(message);
    const DelaySeconds = Math.min(longestDelaySeconds, wanted);
    const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds });
    await client.send(command, { abortSignal: AbortSignal.timeout(deadlineMs) });
  };
}
