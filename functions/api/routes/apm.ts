import * as z from 'zod';
import { record } from '../../act/record.ts';
import { performanceControlSchema } from '../../core/performance.ts';
import { day } from '../../core/time.ts';
import { apmErrors, apmErrorsSchema } from '../apm/errors.ts';
import { apmMetrics, apmMetricsSchema } from '../apm/metrics.ts';
import { requestsToday } from '../apm/requests-made.ts';
import { apmTransactions, transactionsSchema } from '../apm/transactions.ts';
import { iso, limitQuery, timeSchema } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';

const read = { method: 'GET', scope: 'read', tag: 'Performance' } as const;
const none = z.strictObject({});

const controlSchema = z
  .object({
    enabled: z.boolean(),
    sampling: z.number().meta({ description: 'The share of requests that are recorded; numbers are of these' }),
    slow_ms: z.number().meta({ description: 'A request that takes longer is kept as a trace' }),
  })
  .meta({ id: 'ApmControl' });

const statusSchema = controlSchema
  .extend({
    timestamp: timeSchema,
    since: timeSchema.meta({ description: 'When the UTC day began' }),
    requests: z.number(),
    errors: z.number(),
  })
  .meta({ id: 'ApmStatus' });

const tracesSchema = z
  .object({
    traces: z.array(
      z.object({
        name: z.string(),
        at: timeSchema,
        duration_ms: z.number(),
        status: z.number(),
        trace_id: z.string().nullable(),
        url: z.string().nullable().meta({ description: 'The trace in X-Ray’s console; not every request is traced' }),
      }),
    ),
  })
  .meta({ id: 'ApmTraces' });

export const apmEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...read,
      path: '/apm/status',
      summary: 'Whether requests of the API are recorded',
      query: none,
      answer: statusSchema,
    },
    async (_, context) => ok(await statusOf(context)),
  ),
  endpoint(
    {
      ...read,
      path: '/apm/transactions',
      summary: 'How often, how fast and how well: operations of the API, and the application’s calls of others',
      query: none,
      answer: transactionsSchema,
    },
    async (_, context) => ok(await apmTransactions(context)),
  ),
  endpoint(
    {
      ...read,
      path: '/apm/traces',
      summary: 'The slow requests of the API of yesterday and today, the newest first',
      query: z.strictObject({ limit: limitQuery(200, 50) }),
      answer: tracesSchema,
    },
    async ({ query }, context) => ok(await tracesOf(query.limit, context)),
  ),
  endpoint(
    {
      ...read,
      path: '/apm/metrics',
      summary: 'Throughput, times and the database',
      query: none,
      answer: apmMetricsSchema,
    },
    async (_, context) => ok(await apmMetrics(context)),
  ),
  endpoint(
    {
      ...read,
      path: '/apm/errors',
      summary: 'Errors of the last 24 hours by fingerprint: codes of failed messages, faults, failures of the API',
      query: none,
      answer: apmErrorsSchema,
    },
    async (_, context) => ok(await apmErrors(context)),
  ),
  endpoint(
    {
      method: 'POST',
      path: '/apm/control',
      scope: 'admin',
      tag: 'Performance',
      summary: 'Change what is recorded; what is not named stays',
      query: none,
      body: z.strictObject({
        enabled: z.boolean().optional(),
        sampling: performanceControlSchema.shape.sampling.optional(),
        slow_ms: performanceControlSchema.shape.slowMs.optional(),
      }),
      answer: controlSchema,
    },
    async ({ body }, context) => control(body, context),
  ),
];

async function statusOf({ deps }: Context): Promise<z.infer<typeof statusSchema>> {
  const [{ enabled, sampling, slowMs }, made] = await Promise.all([deps.performance.control(), requestsToday(deps)]);
  return {
    enabled,
    sampling,
    slow_ms: slowMs,
    timestamp: iso(deps.access.wall()),
    since: iso(made.since),
    requests: made.count,
    errors: made.errors.of,
  };
}

async function tracesOf(limit: number, { deps }: Context): Promise<z.infer<typeof tracesSchema>> {
  const { since } = await requestsToday(deps);
  const days = await Promise.all([since, since - day].map((start) => deps.performance.slow(start, limit)));
  const traces = days.flat().slice(0, limit);
  return {
    traces: traces.map(({ operation, at, duration, status, traceId }) => ({
      name: operation,
      at: iso(at),
      duration_ms: duration,
      status,
      trace_id: traceId ?? null,
      url: traceUrl(traceId, deps.dashboardUrl),
    })),
  };
}

/** Beside the dashboard, in the console of the same region. */
function traceUrl(traceId: string | undefined, dashboardUrl: string | undefined): string | null {
  const [page = ''] = dashboardUrl?.split('#') ?? [];
  const isConsole = /^https:\/\/[\w-]+\.console\.aws\.amazon\.com\/cloudwatch\//.test(page);
  return traceId === undefined || !isConsole ? null : `${page}#xray:traces/${traceId}`;
}

type Changes = { enabled?: boolean | undefined; sampling?: number | undefined; slow_ms?: number | undefined };

async function control(
  { enabled, sampling, slow_ms }: Changes,
  { tenant, caller, deps }: Context,
): Promise<Outcome<z.infer<typeof controlSchema>>> {
  const before = await deps.performance.control();
  const after = {
    enabled: enabled ?? before.enabled,
    sampling: sampling ?? before.sampling,
    slowMs: slow_ms ?? before.slowMs,
  };
  if (enabled === undefined && sampling === undefined && slow_ms === undefined)
    return problem(400, 'the body: write at least one of enabled, sampling and slow_ms');
  // It is one for all of them.
  if (caller.tenant !== undefined && Object.keys(deps.config.tenants).length > 1)
    return problem(403, 'this is of all tenants: it takes a token of all (npx wirewatch token create --all-tenants)');
  await deps.performance.setControl(after);
  const what = 'recording of requests';
  const change = { what, before: JSON.stringify(before), after: JSON.stringify(after) };
  const by = { name: caller.name, via: caller.via };
  await record({ tenant, by, deps: deps.act }, 'apm-control', { kind: 'done', changes: [change], unchanged: [] });
  return ok({ enabled: after.enabled, sampling: after.sampling, slow_ms: after.slowMs });
}
