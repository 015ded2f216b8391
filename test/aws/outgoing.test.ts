import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { channelTools } from '../../functions/aws/channel-tools.ts';
import { eventBus } from '../../functions/aws/event-bus.ts';
import { retryQueue } from '../../functions/aws/retry-queue.ts';
import type { SecretAnswer } from '../../functions/core/secret.ts';
import { hour } from '../../functions/core/time.ts';
import { clientWith } from '../support/fake-client.ts';
import { toolsWith } from '../support/notices.ts';

describe('the event bus', () => {
  const events = Array.from({ length: 12 }, (_, n) => ({ detailType: 'Alert firing', detail: { n }, at: n }));

  test('takes ten events at a time, in order', async () => {
    const { client, inputs } = clientWith<EventBridgeClient, PutEventsCommandInput>({ FailedEntryCount: 0 });
    await eventBus(client, 'bus')(events);
    expect(inputs.map(({ Entries }) => Entries?.length)).toEqual([10, 2]);
    expect(inputs[0]?.Entries?.[1]).toEqual({
      EventBusName: 'bus',
      Source: 'wirewatch',
      DetailType: 'Alert firing',
      Detail: '{"n":1}',
      Time: new Date(1),
    });
  });

  test('that takes only some of them is an error', async () => {
    const answer = { FailedEntryCount: 1, Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }] };
    const { client } = clientWith<EventBridgeClient, PutEventsCommandInput>(answer);
    await expect(eventBus(client, 'bus')(events.slice(0, 2))).rejects.toThrow('1 of 2 events: ThrottlingException');
  });
});

test.each([
  [1, 1],
  [30_500, 31],
  [-5, 0],
  [2 * hour, 900],
])('a retry in %d ms is delayed by %d s, as long as the queue can', async (delayMs, seconds) => {
  const { client, inputs } = clientWith<SQSClient, SendMessageCommandInput>({});
  const ids = { tenant: 'main', group: 'a' };
  await retryQueue(client, 'url')({ ...ids, seq: 1, attempts: 1, notBefore: 0 }, delayMs);
  expect(inputs[0]).toMatchObject({ QueueUrl: 'url', DelaySeconds: seconds });
});

describe('the secret of a channel', () => {
  const toolsFor = (answer: SecretAnswer) =>
    channelTools(
      toolsWith(),
      async () => answer,
      async () => undefined,
    )('main', 'slack');

  test('is the first line', async () => {
    expect(await toolsFor({ kind: 'known', lines: ['new', 'old'] }).secret()).toBe('new');
    expect(await toolsFor({ kind: 'none' }).secret()).toBeUndefined();
  });

  test('is all its lines for a channel that signs with each', async () => {
    expect(await toolsFor({ kind: 'known', lines: ['new', 'old'] }).secrets()).toEqual(['new', 'old']);
    expect(await toolsFor({ kind: 'none' }).secrets()).toEqual([]);
  });

  test('that cannot be read is an error, not a missing one', async () => {
    await expect(toolsFor({ kind: 'unavailable', why: 'SSM is down' }).secret()).rejects.toThrow('SSM is down');
  });
});
