import * as z from 'zod';
import { alertsTable } from '../aws/alerts-table.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { countLagReader } from '../aws/count-lag.ts';
import { cursorTable, shardCursor, shardCursors } from '../aws/cursor-table.ts';
import { dispatchReader } from '../aws/dispatch-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { gaugeReader } from '../aws/gauges.ts';
import { groupsTable } from '../aws/groups-table.ts';
import { handlingTable } from '../aws/handling-table.ts';
import { historyTable } from '../aws/history-table.ts';
import { judgedRulesTable } from '../aws/judged-rules-table.ts';
import { createLog } from '../aws/logger.ts';
import { cloudWatchClient, metricReader } from '../aws/metric-data.ts';
import { createMetrics } from '../aws/metrics.ts';
import { overrideReader } from '../aws/override-table.ts';
import { unreadableTeller } from '../aws/read-item.ts';
import { registrationReader } from '../aws/registrations.ts';
import { shardOf, tickOf } from '../aws/tick-event.ts';
import { traced } from '../aws/tracing.ts';
import { tenantRules } from '../config/tenant-rules.ts';
import { minutesComplete } from '../core/retention.ts';
import { completeUntil, ownsAlert } from '../core/shard.ts';
import { type CoveredDeps, dispatchCovered } from '../dispatch/dispatch-covered.ts';
import { type EvaluateDeps, evaluate } from './evaluate.ts';
import { createReadings, type Sources } from './readings.ts';

const env = z
  .object({
    STAGE: z.string(),
    CONFIG_FILE: z.string(),
    JOURNAL_TABLE: z.string(),
    COUNTERS_TABLE: z.string(),
    ALERTS_TABLE: z.string(),
    STATE_TABLE: z.string(),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const { shards } = config.evaluation;
const { now } = clockFromEnv(process.env);
const client = await traced('evaluate', dynamoClient());
const alerts = alertsTable(client, env.ALERTS_TABLE);

const sources: Sources = {
  history: historyTable({ client, tableName: env.COUNTERS_TABLE, now }),
  gauges: gaugeReader(client, env.COUNTERS_TABLE),
  registrations: registrationReader(client, env.JOURNAL_TABLE),
  metric: metricReader(await traced('evaluate', cloudWatchClient())),
};

const groups = groupsTable(client, env.ALERTS_TABLE);
const state = { client, tableName: env.STATE_TABLE, now };

const metric = createMetrics('evaluate');
const log = createLog('evaluate');
const tellUnreadable = unreadableTeller(metric, log);

const dispatchCursor = (tenant: string) => cursorTable(client, env.STATE_TABLE, `dispatch#${tenant}`);

const dispatchDeps: CoveredDeps = {
  config,
  alertsOfRule: (tenant, rule) => alerts.ofRuleIfReadable(tenant, rule, tellUnreadable),
  groups: (tenant) => groups.all(tenant, tellUnreadable),
  saveGroup: groups.save,
  said: dispatchReader(state, tellUnreadable),
  saveHandling: handlingTable(state).save,
  covered: async () => completeUntil(await shardCursors(client, env.STATE_TABLE, 'evaluate')),
  dispatched: (tenant) => dispatchCursor(tenant).read(),
  moveDispatched: (tenant, tick) => dispatchCursor(tenant).move(tick),
  catchUp: config.evaluation.catchUp,
  metric,
  log,
};

const shared: Omit<EvaluateDeps, 'owns' | 'cursor' | 'moveCursor'> = {
  ...judgedRulesTable(client, env.STATE_TABLE),
  stage: env.STAGE,
  tenants: config.tenants,
  rulesOf: tenantRules({ config, overrides: overrideReader(state, tellUnreadable), log }),
  evaluation: config.evaluation,
  readings: (tenant, zone, tick) =>
    createReadings({ tenant, zone, tick, minutesComplete: minutesComplete(config.retention) }, sources),
  alertsOfRule: alerts.ofRule,
  saveAlert: alerts.save,
  dispatch: () => dispatchCovered(dispatchDeps),
  countLag: countLagReader(client, env.STATE_TABLE, Object.keys(config.tenants)),
  metric,
  log,
};

/** Everything of one of the evaluators that share the alerts. */
function depsOf(shard: number): EvaluateDeps {
  const { read: cursor, move: moveCursor } = shardCursor(client, env.STATE_TABLE, 'evaluate', shard, shards);
  return { ...shared, cursor, moveCursor, owns: ownsAlert(shard, shards) };
}

export const handler = async (event: unknown) => evaluate(tickOf(event), depsOf(shardOf(event)));
