import * as z from 'zod';
import { dynamoClient } from '../aws/dynamo.ts';
import { groupsTable } from '../aws/groups-table.ts';
import { eachMessage } from '../aws/queue-event.ts';
import { sendingFromEnv } from '../aws/sending.ts';
import { traced } from '../aws/tracing.ts';
import { retryMessageSchema } from '../core/retry-message.ts';
import { type RetryDeps, retry } from './retry.ts';

const env = z.object({ ALERTS_TABLE: z.string() }).parse(process.env);

const dynamo = await traced('retry', dynamoClient());

const deps: RetryDeps = {
  ...sendingFromEnv('retry', process.env, dynamo),
  group: groupsTable(dynamo, env.ALERTS_TABLE).get,
};

export const handler = (event: unknown) =>
  eachMessage(
    event,
    (body) => retry(retryMessageSchema.parse(JSON.parse(body)), deps),
    (messageId, error) => deps.log.error('retry failed', { messageId, error: String(error) }),
  );
