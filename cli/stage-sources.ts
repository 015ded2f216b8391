import * as z from 'zod';
import { clockFromEnv } from '../functions/aws/clock.ts';
import { dynamoClient } from '../functions/aws/dynamo.ts';
import { gaugeReader } from '../functions/aws/gauges.ts';
import { historyTable } from '../functions/aws/history-table.ts';
import { cloudWatchClient, metricReader } from '../functions/aws/metric-data.ts';
import { registrationReader } from '../functions/aws/registrations.ts';
import { second } from '../functions/core/time.ts';
import type { Sources } from '../functions/evaluate/readings.ts';
import { accountOf, readableAwsError } from './aws-account.ts';
import { functionEnvironment } from './function-environment.ts';

const deployedSchema = z.object({
  COUNTERS_TABLE: z.string(),
  JOURNAL_TABLE: z.string(),
  CLOCK: z.string().optional(),
});

/**
 * What rules read of a deployment, read with the caller's credentials, and its clock. Nothing is written.
 * @throws Error that says what to do, here and in every read
 */
export async function stageSources(
  stage: string,
  env: NodeJS.ProcessEnv,
): Promise<{ sources: Sources; now(): number }> {
  const deployed = deployedSchema.parse(await functionEnvironment(stage, 'evaluate', env));
  const tableName = deployed.COUNTERS_TABLE;
  const { now } = clockFromEnv(deployed);
  const account = accountOf(stage, env);
  const client = dynamoClient({ requestTimeoutMs: 10 * second, attempts: 8 }, account);
  const { get, slice } = historyTable({ client, tableName, now });
  const refused = (error: unknown) => {
    throw readableAwsError(error, env, {
      missing: `There is no table ${tableName} in this account and region. Is the stage deployed?`,
      denied: `These credentials may not read ${tableName}: they need dynamodb:Query on it.`,
    });
  };
  const sources = {
    history: { get: (ids) => get(ids).catch(refused), slice: (asked) => slice(asked).catch(refused) },
    gauges: gaugeReader(client, tableName),
    registrations: registrationReader(client, deployed.JOURNAL_TABLE),
    metric: metricReader(cloudWatchClient(account)),
  } satisfies Sources;
  return { sources, now };
}
