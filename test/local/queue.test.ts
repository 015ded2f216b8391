import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Queue, type QueueSettings, startQueue } from '../../local/queue.ts';

let dir: string;
const queues: Queue[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wirewatch-queue-'));
});

afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop();
  await rm(dir, { recursive: true });
});

function start(deliver: (event: SQSEvent) => unknown, more: Partial<QueueSettings> = {}): Queue {
  const queue = startQueue({
    name: 'retry',
    deliver: async (event) => deliver(event),
    maxReceives: 3,
    visibilityMs: 20,
    onDead: () => {},
    onFailure: () => {},
    now: Date.now,
    ...more,
  });
  queues.push(queue);
  return queue;
}

const message = (id: string, delaySeconds = 0) => ({ id, body: `body of ${id}`, delaySeconds });
const bodies = (events: readonly SQSEvent[]) => events.flatMap(({ Records }) => Records.map(({ body }) => body));

test('delivers a message as SQS does', async () => {
  const events: SQSEvent[] = [];
  const queue = start((event) => void events.push(event));
  queue.send(message('a'));
  await vi.waitFor(() => expect(queue.size()).toBe(0));
  expect(events[0]?.Records[0]).toMatchObject({
    messageId: 'a',
    body: 'body of a',
    attributes: { ApproximateReceiveCount: '1' },
    eventSource: 'aws:sqs',
  });
});

test('holds a message back until its delay is over', async () => {
  let now = 0;
  const events: SQSEvent[] = [];
  const queue = start((event) => void events.push(event), { now: () => now });
  queue.send(message('later', 30));
  queue.send(message('at once'));
  await vi.waitFor(() => expect(bodies(events)).toEqual(['body of at once']));
  now = 30_000;
  queue.send(message('wake'));
  await vi.waitFor(() => expect(bodies(events)).toContain('body of later'));
});

test('delivers again only the messages that failed', async () => {
  const events: SQSEvent[] = [];
  const queue = start((event) => {
    events.push(event);
    return { batchItemFailures: events.length === 1 ? [{ itemIdentifier: 'b' }] : [] };
  });
  for (const id of ['a', 'b', 'c']) queue.send(message(id));
  await vi.waitFor(() => expect(queue.size()).toBe(0));
  expect(bodies(events)).toEqual(['body of a', 'body of b', 'body of c', 'body of b']);
});

test('gives up a message after its last try and says so', async () => {
  const onDead = vi.fn();
  let tries = 0;
  const queue = start(
    () => {
      tries += 1;
      throw new Error('down');
    },
    { onDead },
  );
  queue.send(message('a'));
  await vi.waitFor(() => expect(onDead).toHaveBeenCalledOnce());
  expect(onDead.mock.calls[0]?.[0]).toMatchObject({ id: 'a', body: 'body of a' });
  expect(tries).toBe(3);
  expect(queue.size()).toBe(0);
});

test('keeps what was not handled over a restart, and only that', async () => {
  const path = join(dir, 'queue.jsonl');
  const first = start(() => {}, { path });
  first.send(message('handled'));
  first.send(message('waiting', 900));
  await vi.waitFor(() => expect(first.size()).toBe(1));
  await first.stop();
  queues.splice(0);
  const events: SQSEvent[] = [];
  const second = start((event) => void events.push(event), { path, now: () => Date.now() + 901_000 });
  await vi.waitFor(() => expect(second.size()).toBe(0));
  expect(bodies(events)).toEqual(['body of waiting']);
});
