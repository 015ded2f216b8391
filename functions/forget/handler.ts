import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { consentReader, consentRemover } from '../aws/consent-table.ts';
import { countLagReader } from '../aws/count-lag.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { journalIndex } from '../aws/journal-index.ts';
import { journalTable } from '../aws/journal-table.ts';
import { createLog } from '../aws/logger.ts';
import { secretReader } from '../aws/secret-reader.ts';
import { type ForgetRequestDeps, takeForgetRequest } from './forget-request.ts';

const env = z
  .object({
    CONFIG_FILE: z.string(),
    JOURNAL_TABLE: z.string(),
    STATE_TABLE: z.string(),
    NUMBER_KEY_SECRET: z.string(),
  })
  .parse(process.env);

const { retention, tenants } = loadConfig(env.CONFIG_FILE);
const { now } = clockFromEnv(process.env);
const client = dynamoClient();
const state = { client, tableName: env.STATE_TABLE };

const deps: ForgetRequestDeps = {
  journal: journalTable(client, env.JOURNAL_TABLE, retention, now),
  ...journalIndex({ client, tableName: env.JOURNAL_TABLE }),
  consent: consentReader(state),
  removeConsent: consentRemover(state),
  countLag: countLagReader(client, env.STATE_TABLE, Object.keys(tenants)),
  numberKey: secretReader(new SecretsManagerClient(), env.NUMBER_KEY_SECRET),
  retention,
  now,
  log: createLog('forget'),
};

export const handler = (event: unknown) => takeForgetRequest(event, Object.keys(tenants), deps);
