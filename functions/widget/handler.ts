import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { actTables } from '../aws/act-tables.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { dispatchReader } from '../aws/dispatch-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { historyTable } from '../aws/history-table.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { unreadableTeller } from '../aws/read-item.ts';
import { registrationReader } from '../aws/registrations.ts';
import { traced } from '../aws/tracing.ts';
import { takeWidgetEvent } from './take-widget-event.ts';
import type { WidgetDeps } from './widget-deps.ts';

const env = z
  .object({
    CONFIG_FILE: z.string(),
    FUNCTION_ARN: z.string(),
    PAGE_URL: z.string().optional(),
    JOURNAL_TABLE: z.string(),
    COUNTERS_TABLE: z.string(),
    ALERTS_TABLE: z.string(),
    STATE_TABLE: z.string(),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const { now, wall } = clockFromEnv(process.env);
const log = createLog('widget');
const client = await traced('widget', dynamoClient());
const state = { client, tableName: env.STATE_TABLE, now };
const tables = actTables({ client, alertsName: env.ALERTS_TABLE, stateName: env.STATE_TABLE, now, log });

const deps: WidgetDeps = {
  config,
  functionArn: env.FUNCTION_ARN,
  pageUrl: env.PAGE_URL,
  history: {
    history: historyTable({ client, tableName: env.COUNTERS_TABLE, now }),
    tenants: config.tenants,
    retention: config.retention,
    now,
  },
  sources: { registrations: registrationReader(client, env.JOURNAL_TABLE) },
  act: { config, ...tables, now, wall, newId: () => randomBytes(6).toString('hex'), log },
  take: tables.take,
  said: dispatchReader(state, unreadableTeller(createMetrics('widget'), log)),
  now,
  wall,
};

export const handler = (event: unknown) => takeWidgetEvent(event, deps);
