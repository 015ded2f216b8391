import type { SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Health, ProviderCalls } from '../api/health/health.ts';
import { completeUntil } from '../core/shard.ts';
import { second } from '../core/time.ts';
import { whileFresh } from '../core/while-fresh.ts';
import { countLagReader } from './count-lag.ts';
import { shardCursors } from './cursor-table.ts';
import type { Dynamo } from './dynamo.ts';
import { queryRange } from './history-table.ts';
import { queueDepths, type StepQueues } from './queue-depths.ts';

/** Anybody may ask how we are, as often as they like: for so long they get the same answer. */
const fresh = 5 * second;

export type HealthSource = {
  client: Dynamo;
  names: { journal: string; counters: string; alerts: string; state: string };
  tenants: readonly string[];
  /** Absent: the queues cannot be asked. */
  queues?: { sqs: SQSClient; urls: StepQueues } | undefined;
  /** Reads a secret that the product cannot do without; throws if it cannot. */
  readSecret(): Promise<unknown>;
  /** Epoch milliseconds. */
  now(): number;
};

/** What the tables and queues say of Wirewatch itself. */
export function healthReader({ client, names, tenants, queues, readSecret, now }: HealthSource): Health {
  const calls = new Map(
    tenants.map((tenant) => [tenant, whileFresh(now, fresh, () => providerCalls(client, names.state, tenant))]),
  );
  return {
    providers: async (tenant) => (await calls.get(tenant)?.()) ?? [],
    lastTick: whileFresh(now, fresh, async () => completeUntil(await shardCursors(client, names.state, 'evaluate'))),
    countLag: whileFresh(now, fresh, countLagReader(client, names.state, tenants)),
    queues: whileFresh(now, fresh, async () => queues && queueDepths(queues.sqs, queues.urls)),
    tables: whileFresh(now, fresh, () => works(() => readEach(client, names))),
    secrets: whileFresh(now, fresh, () => works(readSecret)),
  };
}

async function works(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch {
    return false;
  }
}

/** What is not there, by what the API may do with each table anyhow: half a read unit each. */
async function readEach(client: Dynamo, { journal, counters, alerts, state }: HealthSource['names']): Promise<void> {
  const pk = 'health';
  await Promise.all([
    client.send(new GetCommand({ TableName: journal, Key: { pk } })),
    ...[counters, alerts, state].map((tableName) => queryRange({ client, tableName }, { pk })),
  ]);
}

const callsSchema = z.object({
  sk: z.string(),
  lastWebhookAt: z.number().optional(),
  lastRecordedAt: z.number().optional(),
  lastRefusal: z.object({ at: z.number(), why: z.string(), hint: z.string(), url: z.string() }).optional(),
});

async function providerCalls(client: Dynamo, tableName: string, tenant: string): Promise<ProviderCalls[]> {
  const items = await queryRange({ client, tableName }, { pk: `provider-status#${tenant}` });
  return items.map((item) => {
    const { sk, ...calls } = callsSchema.parse(item);
    return { provider: sk, ...calls };
  });
}
