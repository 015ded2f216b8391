import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { auditTable } from '../aws/audit-table.ts';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { cursorTable } from '../aws/cursor-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { journalIndex } from '../aws/journal-index.ts';
import { createLog } from '../aws/logger.ts';
import { createMetrics } from '../aws/metrics.ts';
import { second } from '../core/time.ts';
import type { AuditDeps } from './audit.ts';
import { takeAuditRequest } from './audit-request.ts';

const env = z
  .object({ CONFIG_FILE: z.string(), JOURNAL_TABLE: z.string(), COUNTERS_TABLE: z.string(), STATE_TABLE: z.string() })
  .parse(process.env);

const { retention, tenants } = loadConfig(env.CONFIG_FILE);
const client = dynamoClient();

const deps: AuditDeps = {
  ...auditTable({ client, tableName: env.COUNTERS_TABLE, retention }),
  ...journalIndex({ client, tableName: env.JOURNAL_TABLE }),
  cursor: (name) => cursorTable(client, env.STATE_TABLE, name),
  // Indexes of DynamoDB follow within a second, unless it is in trouble.
  pause: () => wait(5 * second),
  tenants,
  retention,
  now: clockFromEnv(process.env).now,
  metric: createMetrics('audit'),
  log: createLog('audit'),
};

export const handler = (event: unknown) => takeAuditRequest(event, deps);
