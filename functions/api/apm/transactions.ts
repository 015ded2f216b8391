import * as z from 'zod';
import { apiCallPrefix } from '../../core/activity/activity.ts';
import { type Measures, measure } from '../../core/counter.ts';
import type { OperationSum } from '../../core/performance.ts';
import { day } from '../../core/time.ts';
import { ratioOf } from '../../query/derived.ts';
import { totals } from '../../query/totals.ts';
import { iso, timeSchema } from '../common.ts';
import type { Context } from '../endpoint.ts';
import { averageOf, percentOf } from '../percent.ts';
import { requestPercentile, requestsToday } from './requests-made.ts';

const millis = z.number().nullable();

const transactionSchema = z.object({
  name: z.string().meta({ example: 'GET /v1/messages/{id}' }),
  source: z.enum(['api', 'application']),
  count: z.number(),
  errors: z.number(),
  error_rate_percent: z.number().nullable(),
  average_ms: millis.meta({ description: 'null: of the application it is known of all APIs together only' }),
  p50_ms: millis,
  p95_ms: millis,
  p99_ms: millis,
});
type Transaction = z.infer<typeof transactionSchema>;

export const transactionsSchema = z
  .object({
    api_since: timeSchema.meta({ description: 'When the UTC day began' }),
    application_since: timeSchema,
    transactions: z.array(transactionSchema),
  })
  .meta({ id: 'ApmTransactions' });

export async function apmTransactions({ tenant, deps }: Context): Promise<z.infer<typeof transactionsSchema>> {
  const now = deps.now();
  const [made, { measures }] = await Promise.all([
    requestsToday(deps),
    totals({ tenant, dimension: 'total', value: 'all', from: now - day, to: now }, deps.history),
  ]);
  const transactions = [...made.operations.map(ofApi), ...ofApplication(measures)];
  transactions.sort((a, b) => b.count - a.count);
  return { api_since: iso(made.since), application_since: iso(now - day), transactions };
}

function ofApi(sum: OperationSum): Transaction {
  const { operation, count, errors, totalMs } = sum;
  return {
    name: operation,
    source: 'api',
    count,
    errors,
    error_rate_percent: percentOf(ratioOf(errors, count)),
    average_ms: averageOf(ratioOf(totalMs, count)),
    p50_ms: requestPercentile(sum, 50),
    p95_ms: requestPercentile(sum, 95),
    p99_ms: requestPercentile(sum, 99),
  };
}

/** Calls of APIs, by the API that was called. */
function ofApplication(measures: Measures): Transaction[] {
  const names = Object.keys(measures).filter((name) => name.startsWith(apiCallPrefix));
  const called = new Set(names.map((name) => name.slice(apiCallPrefix.length, name.lastIndexOf('.'))));
  return [...called].map((api) => {
    const ofApi = names.filter((name) => name.slice(apiCallPrefix.length, name.lastIndexOf('.')) === api);
    const count = ofApi.reduce((sum, name) => sum + measure(measures, name), 0);
    const errors = count - measure(measures, `${apiCallPrefix}${api}.ok`);
    const error_rate_percent = percentOf(ratioOf(errors, count));
    const unknown = { average_ms: null, p50_ms: null, p95_ms: null, p99_ms: null };
    return { name: api, source: 'application', count, errors, error_rate_percent, ...unknown };
  });
}
