import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { gaugeWriter } from '../aws/gauges.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { quarantineWriter } from '../aws/quarantine.ts';
import { eachMessage } from '../aws/queue-event.ts';
import { secretReader } from '../aws/secret-reader.ts';
import { createSecrets } from '../aws/secrets.ts';
import { spillReader } from '../aws/spill-queue.ts';
import { takeTables } from '../aws/take-tables.ts';
import { type ReplayDeps, replay } from './replay.ts';

const env = z
  .object({
    STAGE: z.string(),
    CONFIG_FILE: z.string(),
    JOURNAL_TABLE: z.string(),
    COUNTERS_TABLE: z.string(),
    STATE_TABLE: z.string(),
    SPILL_BUCKET: z.string(),
    NUMBER_KEY_SECRET: z.string(),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const clock = clockFromEnv(process.env);
const dynamo = dynamoClient();
const s3 = new S3Client();
const log = createLog('replay');

const deps: ReplayDeps = {
  tenants: config.tenants,
  secret: createSecrets({ stage: env.STAGE, client: new SSMClient() }),
  ...takeTables(dynamo, env, config, clock.now),
  reportNames: config.reports,
  saveGauge: gaugeWriter(dynamo, env.COUNTERS_TABLE, config.retention),
  numberKey: secretReader(new SecretsManagerClient(), env.NUMBER_KEY_SECRET),
  quarantine: quarantineWriter(s3, env.SPILL_BUCKET),
  ...clock,
  metric: createMetrics('replay'),
  log,
};

const read = spillReader({ s3, bucket: env.SPILL_BUCKET });

export const handler = (event: unknown) =>
  eachMessage(
    event,
    async (body) => replay(await read(body), deps),
    (messageId, error) => log.error('replay failed', { messageId, error: String(error) }),
  );
