import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { enrichQueue } from '../aws/enrich-queue.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { eachMessage } from '../aws/queue-event.ts';
import { createSecrets } from '../aws/secrets.ts';
import { takeTables } from '../aws/take-tables.ts';
import { type EnrichDeps, enrich } from './enrich.ts';
import { enrichMessageSchema } from './enrich-message.ts';
import { createPace } from './pace.ts';
import { twilioMessages } from './twilio-messages.ts';

const env = z
  .object({
    STAGE: z.string(),
    CONFIG_FILE: z.string(),
    JOURNAL_TABLE: z.string(),
    STATE_TABLE: z.string(),
    ENRICH_QUEUE_URL: z.string(),
    TWILIO_API_URL: z.url().default('https://api.twilio.com'),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const clock = clockFromEnv(process.env);
const log = createLog('enrich');
const queue = enrichQueue(new SQSClient(), env.ENRICH_QUEUE_URL);

const deps: EnrichDeps = {
  ...takeTables(dynamoClient(), env, config, clock.now),
  secret: createSecrets({ stage: env.STAGE, client: new SSMClient() }),
  pace: createPace({ perSecond: config.enrich.twilio?.perSecond ?? 1, now: clock.wall, sleep }),
  ask: twilioMessages(env.TWILIO_API_URL),
  askAgain: (message) => queue([message]),
  ...clock,
  metric: createMetrics('enrich'),
  log,
};

export const handler = (event: unknown) =>
  eachMessage(
    event,
    (body) => enrich(enrichMessageSchema.parse(JSON.parse(body)), deps),
    (messageId, error) => log.warn('not enriched yet', { messageId, error: String(error) }),
  );
