import { randomBytes } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { alertsTable } from '../aws/alerts-table.ts';
import { auditLog } from '../aws/audit-log.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { groupLogTable } from '../aws/group-log-table.ts';
import { groupsTable } from '../aws/groups-table.ts';
import { handlingTable } from '../aws/handling-table.ts';
import { httpPost } from '../aws/http-post.ts';
import { createLog } from '../aws/logger.ts';
import { noticeLog } from '../aws/notice-log.ts';
import { numberKeyReader } from '../aws/number-key.ts';
import { overrideTable } from '../aws/override-table.ts';
import { createSecrets } from '../aws/secrets.ts';
import { silenceTable } from '../aws/silence-table.ts';
import { takenRequests } from '../aws/taken-requests.ts';
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
const client = dynamoClient();
const state = { client, tableName: env.STATE_TABLE, now: clock.now };
const alerts = alertsTable(client, env.ALERTS_TABLE);
const groups = groupsTable(client, env.ALERTS_TABLE);
const handlings = handlingTable(state);
const silences = silenceTable(state);
const overrides = overrideTable(state);
const audit = auditLog(client, env.STATE_TABLE);

const deps: FrontDeps = {
  config: loadConfig(env.CONFIG_FILE),
  firingAlerts: alerts.firing,
  alertsOf: alerts.ofTenant,
  alert: alerts.get,
  alerts: alerts.some,
  saveAlert: alerts.save,
  group: groups.get,
  groups: (tenant) => groups.all(tenant, (item) => log.error('item not readable', item)),
  groupLog: groupLogTable(client, env.STATE_TABLE).get,
  handling: handlings.get,
  handlings: handlings.list,
  saveHandling: handlings.save,
  silences: silences.list,
  saveSilence: silences.save,
  overrides: overrides.list,
  saveOverride: overrides.save,
  removeOverride: overrides.remove,
  audit: audit.append,
  audited: audit.read,
  notices: noticeLog(client, env.STATE_TABLE).read,
  ...clock,
  newId: () => randomBytes(6).toString('hex'),
  stage: env.STAGE,
  actionKey: numberKeyReader(new SecretsManagerClient(), env.LINK_KEY_ID),
  secret: createSecrets({ stage: env.STAGE, client: new SSMClient() }),
  take: takenRequests(client, env.STATE_TABLE),
  // Slack waits 3 s for the whole answer.
  post: httpPost(second),
  log,
};

export const handler = (event: unknown) => takeActEvent(event, deps);
