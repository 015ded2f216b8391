import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { actTables } from '../aws/act-tables.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { httpPost } from '../aws/http-post.ts';
import { createLog } from '../aws/logger.ts';
import { secretReader } from '../aws/secret-reader.ts';
import { createSecrets } from '../aws/secrets.ts';
import { second } from '../core/time.ts';
import type { FrontDeps } from './act-deps.ts';
import { takeActEvent } from './take-act-event.ts';

const env = z
  .object({
    STAGE: z.string(),
    CONFIG_FILE: z.string(),
    ALERTS_TABLE: z.string(),
    STATE_TABLE: z.string(),
    LINK_KEY_ID: z.string(),
  })
  .parse(process.env);

const clock = clockFromEnv(process.env);
const log = createLog('act');
const tables = {
  client: dynamoClient(),
  alertsName: env.ALERTS_TABLE,
  stateName: env.STATE_TABLE,
  now: clock.now,
  log,
};

const deps: FrontDeps = {
  config: loadConfig(env.CONFIG_FILE),
  ...actTables(tables),
  ...clock,
  newId: () => randomBytes(6).toString('hex'),
  stage: env.STAGE,
  actionKey: secretReader(new SecretsManagerClient(), env.LINK_KEY_ID),
  secret: createSecrets({ stage: env.STAGE, client: new SSMClient() }),
  // Slack waits 3 s for the whole answer.
  post: httpPost(second),
  log,
};

export const handler = (event: unknown) => takeActEvent(event, deps);
