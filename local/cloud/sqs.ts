import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonService, ServiceError } from './json-service.ts';
import type { Service } from './service.ts';

const messageSchema = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().int().min(0).max(900).default(0),
});
const sendMessage = messageSchema.extend({ QueueUrl: z.string() });
const sendMessageBatch = z.object({
  QueueUrl: z.string(),
  Entries: z
    .array(messageSchema.extend({ Id: z.string() }))
    .min(1)
    .max(10),
});

export type SentMessage = { id: string; body: string; delaySeconds: number };
/** Takes a message for good. */
export type TakeMessage = (message: SentMessage) => void;

const getAttributes = z.object({ QueueUrl: z.string() });

/**
 * SQS as senders see it, and whoever asks how much lies in a queue.
 * @param queues by the last part of their URL @param depths by the same
 */
export function sqs(
  queues: ReadonlyMap<string, TakeMessage>,
  depths: ReadonlyMap<string, () => number> = new Map(),
): Service {
  const takeInto = (queueUrl: string, { MessageBody, DelaySeconds }: z.output<typeof messageSchema>) => {
    const take = queues.get(nameIn(queueUrl));
    if (!take) throw new ServiceError('QueueDoesNotExist', queueUrl);
    const id = randomUUID();
    take({ id, body: MessageBody, delaySeconds: DelaySeconds });
    return { MessageId: id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
  };
  return jsonService('AmazonSQS', {
    SendMessage: (input) => {
      const message = sendMessage.parse(input);
      return takeInto(message.QueueUrl, message);
    },
    GetQueueAttributes: (input) => {
      const { QueueUrl } = getAttributes.parse(input);
      const depth = depths.get(nameIn(QueueUrl));
      if (!depth) throw new ServiceError('QueueDoesNotExist', QueueUrl);
      return { Attributes: { ApproximateNumberOfMessages: String(depth()) } };
    },
    SendMessageBatch: (input) => {
      const { QueueUrl, Entries } = sendMessageBatch.parse(input);
      return { Successful: Entries.map((entry) => ({ Id: entry.Id, ...takeInto(QueueUrl, entry) })), Failed: [] };
    },
  });
}

function nameIn(queueUrl: string): string {
  return queueUrl.split('/').at(-1) ?? '';
}
