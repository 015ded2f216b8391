import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { actTables } from '../aws/act-tables.ts';
import { callCounter } from '../aws/call-counter.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { consentCounter, consentReader } from '../aws/consent-table.ts';
import { consoleFiles } from '../aws/console-files.ts';
import { dispatchReader } from '../aws/dispatch-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { functionInvoker } from '../aws/function-invoker.ts';
import { gaugeReader, gaugeWriter } from '../aws/gauges.ts';
import { healthReader } from '../aws/health-reader.ts';
import { historyTable } from '../aws/history-table.ts';
import { journalReader } from '../aws/journal-reader.ts';
import { createLog } from '../aws/logger.ts';
import { cloudWatchClient, metricReader } from '../aws/metric-data.ts';
import { createMetrics } from '../aws/metrics.ts';
import { performanceLog } from '../aws/performance-log.ts';
import { providerStatusTable } from '../aws/provider-status-table.ts';
import { quarantineWriter } from '../aws/quarantine.ts';
import { unreadableTeller } from '../aws/read-item.ts';
import { registrationReader } from '../aws/registrations.ts';
import { runningTotalsReader } from '../aws/running-totals-table.ts';
import { secretReader } from '../aws/secret-reader.ts';
import { takeTables } from '../aws/take-tables.ts';
import { tokenTable } from '../aws/token-table.ts';
import { traced } from '../aws/tracing.ts';
import { uniqueReader } from '../aws/unique-table.ts';
import { type ReportDeps, takeReports } from '../ingest/take-reports.ts';
import { testOutcomeSchema } from '../notify/answer-test.ts';
import { providers } from '../providers/index.ts';
import type { ApiDeps } from './api-deps.ts';
import { createApp } from './app.ts';
import { takeApiEvent } from './take-api-event.ts';

const queuesSchema = z.record(
  z.string(),
  z.object({ queue: z.string().optional(), deadLetters: z.string().optional() }),
);

const env = z
  .object({
    STAGE: z.string(),
    VERSION: z.string(),
    CONFIG_FILE: z.string(),
    CONSOLE_DIR: z.string().default('console'),
    WEBHOOK_BASE: z.string(),
    DASHBOARD_URL: z.string().optional(),
    RUNBOOK_URL: z.string().optional(),
    JOURNAL_TABLE: z.string(),
    COUNTERS_TABLE: z.string(),
    ALERTS_TABLE: z.string(),
    STATE_TABLE: z.string(),
    NOTIFY_FUNCTION: z.string(),
    NUMBER_KEY_SECRET: z.string(),
    SPILL_BUCKET: z.string(),
    QUEUES: z.string().transform((text) => queuesSchema.parse(JSON.parse(text))),
  })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const clock = clockFromEnv(process.env);
const { now, wall } = clock;
const log = createLog('api');
const metric = createMetrics('api');
const client = await traced('api', dynamoClient());
const counters = { client, tableName: env.COUNTERS_TABLE, now };
const state = { client, tableName: env.STATE_TABLE, now };
const numberKey = secretReader(new SecretsManagerClient(), env.NUMBER_KEY_SECRET);
const names = {
  journal: env.JOURNAL_TABLE,
  counters: env.COUNTERS_TABLE,
  alerts: env.ALERTS_TABLE,
  state: env.STATE_TABLE,
};
const calls = callCounter({ client, tableName: env.STATE_TABLE, log });
const tokens = tokenTable({ client, tableName: env.STATE_TABLE });
const acting = { client, alertsName: env.ALERTS_TABLE, stateName: env.STATE_TABLE, now, log };
const history = historyTable(counters);
const invokeNotify = functionInvoker(new LambdaClient(), env.NOTIFY_FUNCTION);

const reporting: ReportDeps = {
  tenants: config.tenants,
  ...takeTables(client, env, config, now),
  reportNames: config.reports,
  saveGauge: gaugeWriter(client, env.COUNTERS_TABLE, config.retention),
  numberKey,
  quarantine: quarantineWriter(new S3Client(), env.SPILL_BUCKET),
  noteStatus: providerStatusTable({ client, tableName: env.STATE_TABLE, now, log }),
  ...clock,
  metric,
  log,
};

const deps: ApiDeps = {
  stage: env.STAGE,
  version: env.VERSION,
  webhookBase: env.WEBHOOK_BASE,
  countersTable: env.COUNTERS_TABLE,
  dashboardUrl: env.DASHBOARD_URL,
  runbookUrl: env.RUNBOOK_URL,
  config,
  console: consoleFiles(env.CONSOLE_DIR),
  history: {
    history,
    tenants: config.tenants,
    retention: config.retention,
    peopleOf: uniqueReader(state),
    consentNumbers: consentCounter(state),
    now,
  },
  runningTotals: runningTotalsReader(counters),
  sources: {
    history,
    gauges: gaugeReader(client, env.COUNTERS_TABLE),
    registrations: registrationReader(client, env.JOURNAL_TABLE),
    metric: metricReader(cloudWatchClient()),
  },
  act: { config, ...actTables(acting), now, wall, newId: () => randomBytes(6).toString('hex'), log },
  said: dispatchReader(state, unreadableTeller(metric, log)),
  journal: journalReader({
    client,
    tableName: env.JOURNAL_TABLE,
    numberKey,
    consent: consentReader(state),
    providers: Object.keys(providers),
    now,
    zoneOf: (tenant) => config.tenants[tenant]?.timeZone ?? 'UTC',
  }),
  takeReports: (tenant, body) => takeReports(tenant, body, reporting),
  invokeNotify: (request) => invokeNotify(request, testOutcomeSchema),
  health: healthReader({
    client,
    names,
    tenants: Object.keys(config.tenants),
    queues: { sqs: new SQSClient(), urls: env.QUEUES },
    readSecret: numberKey,
    now,
  }),
  performance: performanceLog({ client, tableName: env.STATE_TABLE, now: wall }),
  access: { token: tokens.get, countCall: calls.count, wall },
  metric,
  log,
  now,
};

const app = createApp(deps);

export const handler = (event: unknown) => takeApiEvent(event, app);
