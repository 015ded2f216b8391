import * as z from 'zod';
import { resourceName } from '../../core/resource-name.ts';
import { day, hour, minute } from '../../core/time.ts';
import type { MetricQuery } from '../../rules/rule-kind.ts';
import type { ApiDeps } from '../api-deps.ts';

/** A number of the documents that may not be known here; then it is `null`, and `reasons` says why, by its name. */
export const reasonsSchema = z
  .record(z.string(), z.string())
  .meta({ description: 'Why a number is null, by the name of the number' });

export const cannotAsk = 'CloudWatch has no such number now, or cannot be asked';

type Deps = Pick<ApiDeps, 'sources' | 'stage' | 'countersTable' | 'log'>;
type Asked = Pick<MetricQuery, 'namespace' | 'name' | 'dimensions' | 'statistic'>;

/** How long `ingest` took for a webhook, on average of the last hour, milliseconds. @param wall epoch milliseconds */
export function webhookTime(deps: Deps, wall: number): Promise<number | undefined> {
  const dimensions = { FunctionName: resourceName(deps.stage, 'ingest') };
  return numberOf({ namespace: 'AWS/Lambda', name: 'Duration', dimensions, statistic: 'Average' }, hour, wall, deps);
}

/** One number over a time up to the last whole minute; `undefined` if nobody has it. */
async function numberOf(asked: Asked, lasts: number, wall: number, deps: Deps): Promise<number | undefined> {
  const to = Math.floor(wall / minute) * minute;
  try {
    const points = await deps.sources.metric({ ...asked, period: lasts }, { from: to - lasts, to });
    return points.at(-1)?.value;
  } catch (error) {
    deps.log.warn('metric not read', { metric: asked.name, error: String(error) });
    return undefined;
  }
}

const operations = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'] as const;
const statistics = ['Average', 'Maximum', 'Minimum', 'SampleCount'] as const;

export type DatabaseTimes = { averageMs: number; slowestMs: number; fastestMs: number; count: number };

/** How long DynamoDB took for what is asked of the counters in a day; `undefined` if nobody knows. */
export async function databaseTimes(deps: Deps, wall: number): Promise<DatabaseTimes | undefined> {
  const TableName = deps.countersTable;
  const measured = await Promise.all(
    operations.map(async (Operation) => {
      const asked = {
        namespace: 'AWS/DynamoDB',
        name: 'SuccessfulRequestLatency',
        dimensions: { TableName, Operation },
      };
      const values = statistics.map((statistic) => numberOf({ ...asked, statistic }, day, wall, deps));
      const [average = 0, slowest = 0, fastest = 0, count = 0] = await Promise.all(values);
      return { average, slowest, fastest, count };
    }),
  );
  const used = measured.filter(({ count }) => count > 0);
  const count = used.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return undefined;
  return {
    averageMs: used.reduce((sum, one) => sum + one.average * one.count, 0) / count,
    slowestMs: Math.max(...used.map(({ slowest }) => slowest)),
    fastestMs: Math.min(...used.map(({ fastest }) => fastest)),
    count,
  };
}
