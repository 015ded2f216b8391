import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { tenantRules } from '../config/tenant-rules.ts';
import { firstTimes } from '../core/first-time.ts';
import type { SendDeps } from '../notify/send-notice.ts';
import { alertsTable } from './alerts-table.ts';
import { channelTools } from './channel-tools.ts';
import { clockFromEnv } from './clock.ts';
import { loadConfig } from './config-file.ts';
import type { Dynamo } from './dynamo.ts';
import { groupLogTable } from './group-log-table.ts';
import { groupsTable } from './groups-table.ts';
import { httpPost } from './http-post.ts';
import { linkGround } from './link-ground.ts';
import { createLog } from './logger.ts';
import { mailSender } from './mail-sender.ts';
import { createMetrics } from './metrics.ts';
import { noticeLog } from './notice-log.ts';
import { onCallReader } from './on-call-reader.ts';
import { overrideReader } from './override-table.ts';
import { snsPublisher } from './publish.ts';
import { eventPutter } from './put-event.ts';
import { unreadableTeller } from './read-item.ts';
import { retryQueue } from './retry-queue.ts';
import { createSecrets } from './secrets.ts';

const sendingEnv = z.object({
  STAGE: z.string(),
  CONFIG_FILE: z.string(),
  ALERTS_TABLE: z.string(),
  STATE_TABLE: z.string(),
  RETRY_QUEUE_URL: z.string(),
  ALERT_TOPIC_ARN: z.string().optional(),
  DASHBOARD_URL: z.url().optional(),
  RUNBOOK_URL: z.url().optional(),
  /** Where links in messages lead, and the secret that signs them; without both there are none. */
  ACT_URL: z.url().optional(),
  LINK_KEY_ID: z.string().optional(),
});

/** What `notify` and `retry` both need to send a notice, from their environment. */
export function sendingFromEnv(service: string, processEnv: NodeJS.ProcessEnv, dynamo: Dynamo): SendDeps {
  const env = sendingEnv.parse(processEnv);
  const config = loadConfig(env.CONFIG_FILE);
  const { channels, tenants } = config;
  const clock = clockFromEnv(processEnv);
  const log = createLog(service);
  const metric = createMetrics(service);
  const overrides = overrideReader({ client: dynamo, tableName: env.STATE_TABLE }, unreadableTeller(metric, log));
  const logs = groupLogTable(dynamo, env.STATE_TABLE);
  const onCall = onCallReader({ client: dynamo, tableName: env.STATE_TABLE, config, now: clock.now });
  const shared = {
    post: httpPost(),
    publish: snsPublisher(new SNSClient()),
    sendMail: mailSender(new SESv2Client()),
    putEvent: eventPutter(new EventBridgeClient()),
    alertTopicArn: env.ALERT_TOPIC_ARN,
    source: `wirewatch/${env.STAGE}`,
    // A `Retry-After` that is a date is a date of the real world.
    now: clock.wall,
  };
  return {
    stage: env.STAGE,
    channels,
    tenants,
    rulesOf: tenantRules({ config, overrides, log }),
    dashboardUrl: env.DASHBOARD_URL,
    runbookUrl: env.RUNBOOK_URL,
    tools: channelTools(shared, createSecrets({ stage: env.STAGE, client: new SSMClient() }), onCall.person),
    group: groupsTable(dynamo, env.ALERTS_TABLE).get,
    alertsOf: alertsTable(dynamo, env.ALERTS_TABLE).some,
    links: linkGround(
      { base: env.ACT_URL, keyId: env.LINK_KEY_ID, linksLast: config.actions.linksLast, now: clock.wall, log },
      new SecretsManagerClient(),
    ),
    onCall: onCall.names,
    readLog: logs.get,
    writeLog: logs.write,
    recordAttempt: noticeLog(dynamo, env.STATE_TABLE).record,
    retryLater: retryQueue(new SQSClient(), env.RETRY_QUEUE_URL),
    firstTime: firstTimes(),
    ...clock,
    metric,
    log,
  };
}
