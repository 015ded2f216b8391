import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { gaugeWriter } from '../aws/gauges.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { providerStatusTable } from '../aws/provider-status-table.ts';
import { quarantineWriter } from '../aws/quarantine.ts';
import { secretReader } from '../aws/secret-reader.ts';
import { createSecrets } from '../aws/secrets.ts';
import { spillWriter } from '../aws/spill-queue.ts';
import { takeTables } from '../aws/take-tables.ts';
import { httpResult, webhookOf } from '../aws/webhook-event.ts';
import { type IngestDeps, ingest } from './ingest.ts';

const env = z
  .object({
    STAGE: z.string(),
    CONFIG_FILE: z.string(),
    JOURNAL_TABLE: z.string(),
    COUNTERS_TABLE: z.string(),
    STATE_TABLE: z.string(),
    SPILL_QUEUE_URL: z.string(),
    SPILL_BUCKET: z.string(),
    NUMBER_KEY_SECRET: z.string(),
    LOCAL_URLS: z.string().default(''),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const clock = clockFromEnv(process.env);
const log = createLog('ingest');
// Two attempts of 600 ms leave time to spill within the 2 s that Telnyx waits.
const dynamo = dynamoClient({ requestTimeoutMs: 600, attempts: 2 });
const s3 = new S3Client();

const deps: IngestDeps = {
  tenants: config.tenants,
  secret: createSecrets({ stage: env.STAGE, client: new SSMClient() }),
  ...takeTables(dynamo, env, config, clock.now),
  reportNames: config.reports,
  saveGauge: gaugeWriter(dynamo, env.COUNTERS_TABLE, config.retention),
  numberKey: secretReader(new SecretsManagerClient(), env.NUMBER_KEY_SECRET),
  quarantine: quarantineWriter(s3, env.SPILL_BUCKET),
  spill: spillWriter({ sqs: new SQSClient(), s3, queueUrl: env.SPILL_QUEUE_URL, bucket: env.SPILL_BUCKET }),
  noteStatus: providerStatusTable({ client: dynamo, tableName: env.STATE_TABLE, now: clock.now, log }),
  ...clock,
  metric: createMetrics('ingest'),
  log,
};

const bases = {
  publicUrl: config.stages[env.STAGE]?.publicUrl ?? config.publicUrl,
  localUrls: env.LOCAL_URLS.split(',').filter((url) => url !== ''),
};

export const handler = async (event: unknown) => httpResult(await ingest(webhookOf(event, bases), deps));
