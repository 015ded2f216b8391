import * as z from 'zod';
import { measure } from '../../core/counter.ts';
import { day, second } from '../../core/time.ts';
import { totals } from '../../query/totals.ts';
import type { Context } from '../endpoint.ts';
import { averageOf, percentOf } from '../percent.ts';
import { cannotAsk, databaseTimes, reasonsSchema } from './platform.ts';
import { requestsToday } from './requests-made.ts';

const number = z.number().nullable();

export const apmMetricsSchema = z
  .object({
    application: z
      .object({
        requests_per_second: number,
        average_response_time_ms: number,
        error_rate_percent: number,
        throughput_24h: z.number().meta({ description: 'Messages that began in the last 24 hours' }),
        endpoints: z.array(z.object({ endpoint: z.string(), average_time_ms: number, requests: z.number() })),
      })
      .meta({ description: 'Of the API, of the UTC day so far' }),
    resources: z.object({ cpu_percent: z.null(), memory_mb: z.number(), disk_io: z.null() }),
    database: z
      .object({
        average_query_time_ms: number,
        slowest_query_ms: number,
        fastest_query_ms: number,
        total_queries_24h: number,
        connection_pool: z.null(),
        index_hit_ratio_percent: z.number(),
        table_scan_ratio_percent: z.number(),
        index_usage_optimal: z.boolean(),
      })
      .meta({ description: 'Of the counters table, as DynamoDB measures it' }),
    reasons: reasonsSchema,
  })
  .meta({ id: 'ApmMetrics' });

const reasons = {
  cpu_percent: 'a function has no processor of its own: its times say the same',
  disk_io: 'no function writes to a disk',
  connection_pool: 'DynamoDB has no connections to pool',
};

export async function apmMetrics({ tenant, deps }: Context): Promise<z.infer<typeof apmMetricsSchema>> {
  const now = deps.now();
  const wall = deps.access.wall();
  const [made, { measures }, database] = await Promise.all([
    requestsToday(deps),
    totals({ tenant, dimension: 'total', value: 'all', from: now - day, to: now }, deps.history),
    databaseTimes(deps, wall),
  ]);
  const perSecond = made.count / Math.max(1, (wall - made.since) / second);
  return {
    application: {
      requests_per_second: rounded(perSecond),
      average_response_time_ms: averageOf(made.averageMs),
      error_rate_percent: percentOf(made.errors),
      throughput_24h: measure(measures, 'o.started'),
      endpoints: made.operations.map(({ operation, count, totalMs }) => ({
        endpoint: operation,
        average_time_ms: rounded(totalMs / count),
        requests: count,
      })),
    },
    resources: { cpu_percent: null, memory_mb: rounded(process.memoryUsage().rss / 1024 ** 2), disk_io: null },
    database: {
      average_query_time_ms: database === undefined ? null : rounded(database.averageMs),
      slowest_query_ms: database === undefined ? null : rounded(database.slowestMs),
      fastest_query_ms: database === undefined ? null : rounded(database.fastestMs),
      total_queries_24h: database?.count ?? null,
      connection_pool: null,
      // Counters are only ever read by their keys: no code here scans them.
      index_hit_ratio_percent: 100,
      table_scan_ratio_percent: 0,
      index_usage_optimal: true,
    },
    reasons: database === undefined ? { ...reasons, database: cannotAsk } : reasons,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
