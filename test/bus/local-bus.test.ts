import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { eventBridge } from '../../local/cloud/event-bridge.ts';
import { type LocalCloud, startCloud } from '../../local/cloud/server.ts';
import { defaultBus } from '../../local/default-bus.ts';
import type { Handlers } from '../../local/handlers.ts';
import { type Queues, startQueues } from '../../local/queues.ts';
import { idleHandlers } from '../support/idle-handlers.ts';

let cloud: LocalCloud | undefined;
let queues: Queues | undefined;

afterEach(async () => {
  await queues?.stop();
  await cloud?.close();
});

/** The local bus in front of a bus function, and a client that publishes on it. */
async function setUp(bus: Handlers['bus']) {
  queues = startQueues({ dir: undefined, handlers: Promise.resolve(idleHandlers({ bus })), onFailure: () => {} });
  cloud = await startCloud([eventBridge(defaultBus(queues.takers, ['aws.pigeons']))], () => {});
  const client = new EventBridgeClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const put = (entry: { Source: string; EventBusName?: string; Time?: Date }) =>
    client.send(new PutEventsCommand({ Entries: [{ DetailType: 'Landed', Detail: '{"id":"P1"}', ...entry }] }));
  return { put };
}

test('an event of a provider on the default bus reaches the bus function as the queue would give it', async () => {
  const bus = vi.fn<Handlers['bus']>(async () => undefined);
  const { put } = await setUp(bus);
  await put({ Source: 'aws.pigeons', Time: new Date('2025-06-02T14:05:00Z') });
  await vi.waitFor(() => expect(bus).toHaveBeenCalledOnce());
  expect(recordsOf(bus.mock.calls[0]?.[0]).map(({ body }) => JSON.parse(body))).toEqual([
    {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Landed',
      source: 'aws.pigeons',
      account: '000000000000',
      time: '2025-06-02T14:05:00.000Z',
      region: 'us-east-1',
      resources: [],
      detail: { id: 'P1' },
    },
  ]);
});

test('events of others, and on other buses, do not reach it', async () => {
  const bus = vi.fn(async () => undefined);
  const { put } = await setUp(bus);
  await put({ Source: 'wirewatch', EventBusName: 'wirewatch-local' });
  await put({ Source: 'aws.pigeons', EventBusName: 'wirewatch-local' });
  await put({ Source: 'aws.ravens' });
  expect(queues?.waiting().bus).toBe(0);
  expect(bus).not.toHaveBeenCalled();
});

test('an event that could not be taken comes again', async () => {
  const bus = vi
    .fn<Handlers['bus']>(async () => undefined)
    .mockImplementationOnce(async (batch) => ({
      batchItemFailures: recordsOf(batch).map(({ messageId }) => ({ itemIdentifier: messageId })),
    }));
  const { put } = await setUp(bus);
  await put({ Source: 'aws.pigeons' });
  await vi.waitFor(() => expect(bus).toHaveBeenCalledTimes(2), 10_000);
  await vi.waitFor(() => expect(queues?.waiting()).toMatchObject({ bus: 0, deadLetters: 0 }));
});

/** What the function gets of SQS. */
function recordsOf(batch: unknown) {
  const schema = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
  return schema.parse(batch).Records;
}
