import * as z from 'zod';
import { loadConfig } from '../aws/config-file.ts';
import { dynamoClient } from '../aws/dynamo.ts';
import { createLog } from '../aws/logger.ts';
import { rollUpTable } from '../aws/roll-up-table.ts';
import { type RollUpDeps, rollUp } from './roll-up.ts';

const env = z.object({ CONFIG_FILE: z.string(), COUNTERS_TABLE: z.string() }).parse(process.env);

const config = loadConfig(env.CONFIG_FILE);

const deps: RollUpDeps = {
  store: rollUpTable(dynamoClient(), env.COUNTERS_TABLE, config.retention),
  tenants: config.tenants,
  log: createLog('roll-up'),
};

export const handler = () => rollUp(deps);
