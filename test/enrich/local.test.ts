import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test, vi } from 'vitest';
import { enrichQueue } from '../../functions/aws/enrich-queue.ts';
import { startCloud } from '../../local/cloud/server.ts';
import { type SentMessage, sqs } from '../../local/cloud/sqs.ts';
import { startQueues } from '../../local/queues.ts';
import { idleHandlers } from '../support/idle-handlers.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function queueOn(takers: Map<string, (message: SentMessage) => void>) {
  const cloud = await startCloud([sqs(takers)], () => {});
  stops.push(cloud.close);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint: cloud.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  return enrichQueue(client, `${cloud.url}/000000000000/enrich`);
}

test('messages wait for a quarter of an hour, whatever their number', async () => {
  const taken: SentMessage[] = [];
  const put = await queueOn(new Map([['enrich', (message) => void taken.push(message)]]));
  const messages = Array.from({ length: 25 }, (_, number) => ({ key: `key ${number}`, asked: 0 }));
  await put(messages);
  expect(taken.map(({ body }) => JSON.parse(body))).toEqual(messages);
  expect(new Set(taken.map(({ delaySeconds }) => delaySeconds))).toEqual(new Set([900]));
});

test('a queue that is not there is an error', async () => {
  const put = await queueOn(new Map());
  await expect(put([{ key: 'key', asked: 0 }])).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
});

test('on one machine the queue hands them to the function, where the configuration wants it', async () => {
  const taken: unknown[] = [];
  const handlers = idleHandlers({ enrich: async (event) => void taken.push(event) });
  const queues = startQueues({ dir: undefined, handlers: Promise.resolve(handlers), onFailure: () => {} });
  stops.push(queues.stop);
  queues.takers.get('enrich')?.({ id: '1', body: '{"key":"key","asked":0}', delaySeconds: 0 });
  await vi.waitFor(() => expect(taken).toMatchObject([{ Records: [{ body: '{"key":"key","asked":0}' }] }]));
});
