import * as z from 'zod';
import { alertsTable } from '../aws/alerts-table.ts';
import { channelLogTable } from '../aws/channel-log-table.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { countLagReader } from '../aws/count-lag.ts';
import { cursorTable } from '../aws/cursor-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { historyTable } from '../aws/history-table.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { counterReadings } from '../aws/readings.ts';
import { tickOf } from '../aws/tick-event.ts';
import { traced } from '../aws/tracing.ts';
import { type EvaluateDeps, evaluate } from './evaluate.ts';

const env = z
  .object({ CONFIG_FILE: z.string(), COUNTERS_TABLE: z.string(), ALERTS_TABLE: z.string(), STATE_TABLE: z.string() })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const { now } = clockFromEnv(process.env);
const client = await traced('evaluate', dynamoClient());
const alerts = alertsTable(client, env.ALERTS_TABLE);
const cursor = cursorTable(client, env.STATE_TABLE, 'evaluate');
const history = historyTable({ client, tableName: env.COUNTERS_TABLE, now });
const tenants = Object.keys(config.tenants);

const deps: EvaluateDeps = {
  tenants,
  rules: config.rules,
  routes: config.routes,
  readings: (tenant) => counterReadings(history, tenant),
  alertsOfRule: alerts.ofRule,
  saveAlert: alerts.save,
  channelLogs: channelLogTable(client, env.STATE_TABLE).ofAlert,
  cursor: cursor.read,
  moveCursor: cursor.move,
  countLag: countLagReader(client, env.STATE_TABLE, tenants),
  metric: createMetrics('evaluate'),
  log: createLog('evaluate'),
};

export const handler = async (event: unknown) => evaluate(tickOf(event), deps);
