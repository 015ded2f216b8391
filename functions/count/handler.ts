import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { consentWriter } from '../aws/consent-table.ts';
import { countProgressTable } from '../aws/count-progress-table.ts';
import { counterStore } from '../aws/counters-table.ts';
import { deadLetterWriter } from '../aws/dead-letter.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { enrichQueue } from '../aws/enrich-queue.ts';
import { journalBatchOf } from '../aws/journal-stream.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { runningTotals } from '../aws/running-totals-table.ts';
import { uniqueWriter } from '../aws/unique-table.ts';
import { queueEnded } from '../enrich/queue-ended.ts';
import { type CountDeps, count } from './count.ts';
import { type NotePeopleDeps, notePeople } from './note-people.ts';

const env = z
  .object({
    CONFIG_FILE: z.string(),
    COUNTERS_TABLE: z.string(),
    STATE_TABLE: z.string(),
    DEAD_LETTER_QUEUE_URL: z.string(),
    ENRICH_QUEUE_URL: z.string().default(''),
    SINGLE_SHARD_STREAM: z.enum(['0', '1']).default('0'),
  })
  .parse(process.env);

const { retention, enrich } = loadConfig(env.CONFIG_FILE);
const sqs = new SQSClient();
const dynamo = dynamoClient();
const { now } = clockFromEnv(process.env);
const log = createLog('count');

const deps: CountDeps = {
  store: counterStore(dynamo, env.COUNTERS_TABLE, retention),
  running: runningTotals({ client: dynamo, tableName: env.COUNTERS_TABLE, now }),
  setAside: deadLetterWriter(sqs, env.DEAD_LETTER_QUEUE_URL),
  noteProgress: countProgressTable(dynamo, env.STATE_TABLE, log),
  queueEnded: queueEnded({ settings: enrich.twilio, put: enrichQueue(sqs, env.ENRICH_QUEUE_URL), log }),
  retention,
  now,
  metric: createMetrics('count'),
  log,
};

const people: NotePeopleDeps = {
  addPeople: uniqueWriter({ client: dynamo, tableName: env.COUNTERS_TABLE }),
  keepConsent: consentWriter({ client: dynamo, tableName: env.STATE_TABLE }),
  now,
};

export const handler = async (event: unknown) => {
  const batch = journalBatchOf(event, env.SINGLE_SHARD_STREAM === '1');
  // People first: whoever then sees the counts finds the people behind them.
  await notePeople(batch.changes, people);
  await count(batch, deps);
  // The tumbling window asks for its state back; we use the window only because it names the shard.
  return { state: {}, batchItemFailures: [] };
};
