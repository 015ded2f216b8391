import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonService, ServiceError } from './json-service.ts';
import type { Service } from './service.ts';

const sendMessage = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string(),
  DelaySeconds: z.number().int().min(0).max(900).default(0),
});

export type SentMessage = { id: string; body: string; delaySeconds: number };
/** Takes a message for good. */
export type TakeMessage = (message: SentMessage) => void;

/** SQS as senders see it. @param queues by the last part of their URL */
export function sqs(queues: ReadonlyMap<string, TakeMessage>): Service {
  return jsonService('AmazonSQS', {
    SendMessage: (input) => {
      const { QueueUrl, MessageBody, DelaySeconds } = sendMessage.parse(input);
      const take = queues.get(QueueUrl.split('/').at(-1) ?? '');
      if (!take) throw new ServiceError('QueueDoesNotExist', QueueUrl);
      const id = randomUUID();
      take({ id, body: MessageBody, delaySeconds: DelaySeconds });
      return { MessageId: id, MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
    },
  });
}
