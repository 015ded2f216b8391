import { dynamoClient } from '../functions/aws/dynamo.ts';
import { gaugeReader } from '../functions/aws/gauges.ts';
import { historyTable } from '../functions/aws/history-table.ts';
import { metricReader } from '../functions/aws/metric-data.ts';
import { registrationReader } from '../functions/aws/registrations.ts';
import { resourceName } from '../functions/core/resource-name.ts';
import { second } from '../functions/core/time.ts';
import type { Sources } from '../functions/evaluate/readings.ts';
import { accountOf, readableAwsError } from './aws-account.ts';

/** What rules read of a deployment, read with the caller's credentials; nothing is written. Errors say what to do. */
export function stageSources(stage: string, env: NodeJS.ProcessEnv): Sources {
  const tableName = resourceName(stage, 'counters');
  const client = dynamoClient({ requestTimeoutMs: 10 * second, attempts: 8 }, accountOf(stage, env));
  const { get, slice } = historyTable({ client, tableName, now: Date.now });
  const gauges = gaugeReader(client, tableName);
  const refused = (error: unknown) => {
    throw readableAwsError(error, env, {
      missing: `There is no table ${tableName} in this account and region. Is the stage right, and deployed?`,
      denied: `These credentials may not read ${tableName}: they need dynamodb:Query on it.`,
    });
  };
  return {
    history: { get: (ids) => get(ids).catch(refused), slice: (asked) => slice(asked).catch(refused) },
    gauges: (tenant, span) => gauges(tenant, span).catch(refused),
    registrations: registrationReader(),
    metric: metricReader(),
  };
}
