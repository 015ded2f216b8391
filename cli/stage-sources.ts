import * as z from 'zod';
import { clockFromEnv } from '../functions/aws/clock.ts';
import { dynamoClient } from '../functions/aws/dynamo.ts';
import { gaugeReader } from '../functions/aws/gauges.ts';
import { historyTable } from '../functions/aws/history-table.ts';
import { cloudWatchClient, metricReader } from '../functions/aws/metric-data.ts';
import { registrationReader } from '../functions/aws/registrations.ts';
import { second } from '../functions/core/time.ts';
import type { Sources } from '../functions/evaluate/readings.ts';
import { accountOf, type Help, readableAwsError } from './aws-account.ts';
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
  const journal = deployed.JOURNAL_TABLE;
  const { get, slice } = historyTable({ client, tableName, now });
  const readable = <Asked extends unknown[], Answer>(read: (...asked: Asked) => Promise<Answer>, help: Help) => {
    return (...asked: Asked) =>
      read(...asked).catch((error: unknown) => {
        throw readableAwsError(error, env, help);
      });
  };
  const counters = helpOn(tableName, 'dynamodb:Query on it');
  const sources: Sources = {
    history: { get: readable(get, counters), slice: readable(slice, counters) },
    gauges: readable(gaugeReader(client, tableName), counters),
    registrations: readable(
      registrationReader(client, journal),
      helpOn(journal, 'dynamodb:Query on its index byStarted, and dynamodb:BatchGetItem on it'),
    ),
    metric: readable(metricReader(cloudWatchClient(account)), {
      missing: 'CloudWatch knows nothing of this metric in this account and region.',
      denied: 'These credentials may not read metrics: they need cloudwatch:GetMetricData.',
    }),
  };
  return { sources, now };
}

function helpOn(table: string, rights: string): Help {
  return {
    missing: `There is no table ${table} in this account and region. Is the stage deployed?`,
    denied: `These credentials may not read ${table}: they need ${rights}.`,
  };
}
