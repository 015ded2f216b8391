import { dynamoClient } from '../aws/dynamo.ts';
import { eachMessage } from '../aws/queue-event.ts';
import { sendingFromEnv } from '../aws/sending.ts';
import { traced } from '../aws/tracing.ts';
import { retryMessageSchema } from '../core/retry-message.ts';
import type { SendDeps } from '../notify/send-notice.ts';
import { retry } from './retry.ts';

const deps: SendDeps = sendingFromEnv('retry', process.env, await traced('retry', dynamoClient()));

export const handler = (event: unknown) =>
  eachMessage(
    event,
    (body) => retry(retryMessageSchema.parse(JSON.parse(body)), deps),
    (messageId, error) => deps.log.error('retry failed', { messageId, error: String(error) }),
  );
