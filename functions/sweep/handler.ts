import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { countLagReader } from '../aws/count-lag.ts';
import { cursorTable } from '../aws/cursor-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { historyTable } from '../aws/history-table.ts';
import { journalIndex } from '../aws/journal-index.ts';
import { journalTable } from '../aws/journal-table.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { tickOf } from '../aws/tick-event.ts';
import { type SweepDeps, sweep } from './sweep.ts';

const env = z
  .object({ CONFIG_FILE: z.string(), JOURNAL_TABLE: z.string(), COUNTERS_TABLE: z.string(), STATE_TABLE: z.string() })
  .parse(process.env);

const { retention, expiry, tenants: settings } = loadConfig(env.CONFIG_FILE);
const { now } = clockFromEnv(process.env);
const client = dynamoClient();
const tenants = Object.keys(settings);

const deps: SweepDeps = {
  tenants,
  expiry,
  retention,
  history: historyTable({ client, tableName: env.COUNTERS_TABLE, now }),
  index: journalIndex({ client, tableName: env.JOURNAL_TABLE }),
  journal: journalTable(client, env.JOURNAL_TABLE, retention, now),
  cursor: (name) => cursorTable(client, env.STATE_TABLE, name),
  countLag: countLagReader(client, env.STATE_TABLE, tenants),
  now,
  metric: createMetrics('sweep'),
  log: createLog('sweep'),
};

export const handler = async (event: unknown) => sweep(tickOf(event), deps);
