import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDepth } from '../api/health/health.ts';

/** The URLs of a step's queues: what waits in front of it, and what it gave up. */
export type StepQueues = Readonly<Record<string, { queue?: string | undefined; deadLetters?: string | undefined }>>;

/** How much lies in the queues, about: SQS counts no better. */
export async function queueDepths(sqs: SQSClient, queues: StepQueues): Promise<QueueDepth[]> {
  const depthOf = async (url: string | undefined) => (url === undefined ? 0 : depth(sqs, url));
  return Promise.all(
    Object.entries(queues).map(async ([step, { queue, deadLetters }]) => {
      const [waiting, given] = await Promise.all([depthOf(queue), depthOf(deadLetters)]);
      return { step, waiting, deadLetters: given };
    }),
  );
}

/** Messages that can be taken now, and those that wait for their time. */
async function depth(sqs: SQSClient, url: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] as const;
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}
