import type { SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { SentMessage } from './cloud/sqs.ts';
import { openAppendLog } from './streams/append-log.ts';
import { createPause } from './streams/pause.ts';

const heldSchema = z.object({
  id: z.string(),
  body: z.string(),
  /** Epoch milliseconds on the wall. */
  dueAt: z.number(),
  receives: z.number(),
});
type Held = z.infer<typeof heldSchema>;
const line = z.union([z.object({ put: heldSchema }), z.object({ done: z.string() })]);

export type QueueSettings = {
  name: string;
  deliver(event: SQSEvent): Promise<unknown>;
  /** After so many failed deliveries a message goes to `onDead`. */
  maxReceives: number;
  /** How long a message that failed stays away, milliseconds. */
  visibilityMs: number;
  onDead(message: { id: string; body: string }): void;
  onFailure(error: unknown): void;
  /** Where messages are kept; absent: in memory. */
  path?: string;
  now(): number;
};

export type Queue = { send(message: SentMessage): void; size(): number; stop(): Promise<void> };

const batchSize = 10;
const compactAtBytes = 4 * 1024 * 1024;
const failures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** A queue with its consumer: at least once, with delays, redelivery and a way out for what cannot be handled. */
export function startQueue(settings: QueueSettings): Queue {
  const log = openAppendLog(settings.path);
  const held = new Map<string, Held>();
  const pause = createPause();
  let stopped = false;

  const keep = (message: Held) => {
    log.append({ put: message });
    held.set(message.id, message);
  };
  const finish = (id: string) => {
    log.append({ done: id });
    held.delete(id);
    if (log.size() > compactAtBytes) log.rewrite([...held.values()].map((put) => ({ put })));
  };
  for (const raw of log.read()) {
    const entry = line.parse(raw);
    if ('put' in entry) held.set(entry.put.id, entry.put);
    else held.delete(entry.done);
  }

  async function deliver(messages: readonly Held[]): Promise<void> {
    const failed = await failedOf(settings, messages);
    for (const message of messages) {
      if (!failed.has(message.id)) finish(message.id);
      else if (message.receives + 1 < settings.maxReceives) {
        const dueAt = settings.now() + settings.visibilityMs;
        keep({ ...message, receives: message.receives + 1, dueAt });
      } else {
        settings.onDead(message);
        finish(message.id);
      }
    }
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      const due = [...held.values()].filter((message) => message.dueAt <= settings.now()).slice(0, batchSize);
      if (due.length > 0) await deliver(due);
      else await pause.untilWoken(untilNext(held, settings.now()));
    }
  }

  const ended = loop();
  return {
    send: ({ id, body, delaySeconds }) => {
      keep({ id, body, dueAt: settings.now() + delaySeconds * 1000, receives: 0 });
      pause.wake();
    },
    size: () => held.size,
    stop: async () => {
      stopped = true;
      pause.end();
      await ended;
      log.close();
    },
  };
}

function untilNext(held: ReadonlyMap<string, Held>, now: number): number | undefined {
  return held.size === 0 ? undefined : Math.min(...[...held.values()].map((message) => message.dueAt)) - now;
}

async function failedOf(settings: QueueSettings, messages: readonly Held[]): Promise<Set<string>> {
  try {
    const answer = await settings.deliver({ Records: messages.map((message) => recordOf(settings.name, message)) });
    const parsed = failures.safeParse(answer);
    return new Set(parsed.success ? parsed.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : []);
  } catch (error) {
    settings.onFailure(error);
    return new Set(messages.map(({ id }) => id));
  }
}

function recordOf(queue: string, { id, body, dueAt, receives }: Held): SQSRecord {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives + 1),
      SentTimestamp: String(dueAt),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(dueAt),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}
