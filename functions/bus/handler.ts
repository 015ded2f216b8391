import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { providerStatusTable } from '../aws/provider-status-table.ts';
import { quarantineWriter } from '../aws/quarantine.ts';
import { eachMessage } from '../aws/queue-event.ts';
import { secretReader } from '../aws/secret-reader.ts';
import { takeTables } from '../aws/take-tables.ts';
import { traced } from '../aws/tracing.ts';
import { busProviders } from '../providers/index.ts';
import { type BusDeps, takeBusEvent } from './take-bus-event.ts';

const env = z
  .object({
    CONFIG_FILE: z.string(),
    JOURNAL_TABLE: z.string(),
    STATE_TABLE: z.string(),
    SPILL_BUCKET: z.string(),
    NUMBER_KEY_SECRET: z.string(),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const clock = clockFromEnv(process.env);
const log = createLog('bus');
const dynamo = await traced('bus', dynamoClient());

const deps: BusDeps = {
  tenants: config.tenants,
  providers: busProviders,
  ...takeTables(dynamo, env, config, clock.now),
  numberKey: secretReader(new SecretsManagerClient(), env.NUMBER_KEY_SECRET),
  quarantine: quarantineWriter(new S3Client(), env.SPILL_BUCKET),
  noteStatus: providerStatusTable({ client: dynamo, tableName: env.STATE_TABLE, now: clock.now, log }),
  ...clock,
  metric: createMetrics('bus'),
  log,
};

export const handler = (event: unknown) =>
  eachMessage(
    event,
    (body) => takeBusEvent(JSON.parse(body), deps),
    (messageId, error) => log.error('event not recorded', { messageId, error: String(error) }),
  );
