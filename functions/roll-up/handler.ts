import * as z from 'zod';
import { clockFromEnv } from '../aws/clock.ts';
import { loadConfig } from '../aws/config-file.ts';
import { consentCounter } from '../aws/consent-table.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { createLog } from '../aws/logger.ts';
import { rollUpTable } from '../aws/roll-up-table.ts';
import { runningMarksPruner } from '../aws/running-totals-table.ts';
import { uniqueReader } from '../aws/unique-table.ts';
import { type RollUpDeps, rollUp } from './roll-up.ts';

const env = z
  .object({ CONFIG_FILE: z.string(), COUNTERS_TABLE: z.string(), STATE_TABLE: z.string() })
  .parse(process.env);

const config = loadConfig(env.CONFIG_FILE);
const client = dynamoClient();
const { now } = clockFromEnv(process.env);

const deps: RollUpDeps = {
  store: rollUpTable(client, env.COUNTERS_TABLE, config.retention),
  peopleOf: uniqueReader({ client, tableName: env.COUNTERS_TABLE, now }),
  consentNumbers: consentCounter({ client, tableName: env.STATE_TABLE }),
  tenants: config.tenants,
  now,
  log: createLog('roll-up'),
};

const pruneMarks = runningMarksPruner({ client, tableName: env.COUNTERS_TABLE, now });

export const handler = async () => {
  const result = await rollUp(deps);
  await Promise.all(Object.keys(config.tenants).map(pruneMarks));
  return result;
};
