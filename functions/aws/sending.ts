import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { firstTimes } from '../core/first-time.ts';
import type { SendDeps } from '../notify/send-notice.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import { channelLogTable } from './channel-log-table.ts';
import { channelTools } from './channel-tools.ts';
import { clockFromEnv } from './clock.ts';
import { loadConfig } from './config-file.ts';
import type { Dynamo } from './dynamo.ts';
import { httpPost } from './http-post.ts';
import { createLog } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { snsPublisher } from './publish.ts';
import { retryQueue } from './retry-queue.ts';
import { createSecrets } from './secrets.ts';

const sendingEnv = z.object({
  STAGE: z.string(),
  CONFIG_FILE: z.string(),
  STATE_TABLE: z.string(),
  RETRY_QUEUE_URL: z.string(),
  ALERT_TOPIC_ARN: z.string().optional(),
  DASHBOARD_URL: z.url().optional(),
  RUNBOOK_URL: z.url().optional(),
});

/** What `notify` and `retry` both need to send a notice, from their environment. */
export function sendingFromEnv(service: string, processEnv: NodeJS.ProcessEnv, dynamo: Dynamo): SendDeps {
  const env = sendingEnv.parse(processEnv);
  const { channels, tenants, rules } = loadConfig(env.CONFIG_FILE);
  const clock = clockFromEnv(processEnv);
  const logs = channelLogTable(dynamo, env.STATE_TABLE);
  const shared = {
    post: httpPost(),
    publish: snsPublisher(new SNSClient()),
    alertTopicArn: env.ALERT_TOPIC_ARN,
    source: `wirewatch/${env.STAGE}`,
    // A `Retry-After` that is a date is a date of the real world.
    now: clock.wall,
  };
  return {
    stage: env.STAGE,
    channels,
    tenants,
    rules: allRules(rules),
    dashboardUrl: env.DASHBOARD_URL,
    runbookUrl: env.RUNBOOK_URL,
    tools: channelTools(shared, createSecrets({ stage: env.STAGE, client: new SSMClient() })),
    readLogs: logs.ofAlert,
    writeLog: logs.write,
    retryLater: retryQueue(new SQSClient(), env.RETRY_QUEUE_URL),
    firstTime: firstTimes(),
    ...clock,
    metric: createMetrics(service),
    log: createLog(service),
  };
}
