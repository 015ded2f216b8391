import { join } from 'node:path';
import { minute, second } from '../functions/core/time.ts';
import type { TakeMessage } from './cloud/sqs.ts';
import { queueNames } from './environment.ts';
import type { Handlers } from './handlers.ts';
import { type Queue, startQueue } from './queue.ts';
import { openAppendLog } from './streams/append-log.ts';

export type Queues = {
  /** By name, for senders. */
  takers: Map<string, TakeMessage>;
  /** By name, how much lies in each. */
  depths: ReadonlyMap<string, () => number>;
  waiting(): { spill: number; bus: number; retry: number; deadLetters: number };
  stop(): Promise<void>;
};

type Options = {
  /** Where messages are kept; absent: in memory. */
  dir: string | undefined;
  handlers: Promise<Handlers>;
  onFailure(what: string, error: unknown): void;
};

/** The queues of the stack with their consumers. Delays are wall-clock time: channels live in the real world. */
export function startQueues({ dir, handlers, onFailure }: Options): Queues {
  const pathOf = (name: string) => dir && join(dir, `queue-${name}.jsonl`);
  const dead = openAppendLog(pathOf(queueNames.deadLetters));
  let deadLetters = dead.read().length;
  const bury = (from: string, body: string) => {
    dead.append({ from, body });
    deadLetters += 1;
    onFailure(from, 'a message went to the dead letters');
  };
  const start = (name: string, visibilityMs: number, consumer: (handlers: Handlers) => Handlers['enrich']): Queue => {
    const path = pathOf(name);
    return startQueue({
      name,
      deliver: async (event) => consumer(await handlers)?.(event),
      maxReceives: 10,
      visibilityMs,
      onDead: ({ body }) => bury(name, body),
      onFailure: (error) => onFailure(name, error),
      now: Date.now,
      ...(path !== undefined && { path }),
    });
  };
  const spill = start(queueNames.spill, 2 * second, ({ replay }) => replay);
  const bus = start(queueNames.bus, 2 * second, ({ bus }) => bus);
  const retry = start(queueNames.retry, minute, ({ retry }) => retry);
  const enrich = start(queueNames.enrich, minute, ({ enrich }) => enrich);
  return {
    takers: new Map([
      [queueNames.spill, spill.send],
      [queueNames.bus, bus.send],
      [queueNames.retry, retry.send],
      [queueNames.enrich, enrich.send],
      [queueNames.deadLetters, ({ body }) => bury('count', body)],
    ]),
    depths: new Map([
      [queueNames.spill, spill.size],
      [queueNames.bus, bus.size],
      [queueNames.retry, retry.size],
      [queueNames.enrich, enrich.size],
      [queueNames.deadLetters, () => deadLetters],
    ]),
    waiting: () => ({ spill: spill.size(), bus: bus.size(), retry: retry.size(), deadLetters }),
    stop: async () => {
      await Promise.all([spill.stop(), bus.stop(), retry.stop(), enrich.stop()]);
      dead.close();
    },
  };
}
