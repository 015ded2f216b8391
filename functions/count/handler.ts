import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { countProgressTable } from '../aws/count-progress-table.ts';
import { counterStore } from '../aws/counters-table.ts';
import { deadLetterWriter } from '../aws/dead-letter.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { journalBatchOf } from '../aws/journal-stream.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { type CountDeps, count } from './count.ts';

const env = z
  .object({
    CONFIG_FILE: z.string(),
    COUNTERS_TABLE: z.string(),
    STATE_TABLE: z.string(),
    DEAD_LETTER_QUEUE_URL: z.string(),
    SINGLE_SHARD_STREAM: z.enum(['0', '1']).default('0'),
  })
  .parse(process.env);

const { retention } = loadConfig(env.CONFIG_FILE);
const dynamo = dynamoClient();
const log = createLog('count');

const deps: CountDeps = {
  store: counterStore(dynamo, env.COUNTERS_TABLE, retention),
  setAside: deadLetterWriter(new SQSClient(), env.DEAD_LETTER_QUEUE_URL),
  noteProgress: countProgressTable(dynamo, env.STATE_TABLE, log),
  retention,
  now: clockFromEnv(process.env).now,
  metric: createMetrics('count'),
  log,
};

export const handler = async (event: unknown) => {
  await count(journalBatchOf(event, env.SINGLE_SHARD_STREAM === '1'), deps);
  // The tumbling window asks for its state back; we use the window only because it names the shard.
  return { state: {}, batchItemFailures: [] };
};
