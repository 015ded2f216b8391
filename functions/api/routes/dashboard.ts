import * as z from 'zod';
import { measure } from '../../core/counter.ts';
import { day } from '../../core/time.ts';
import { consents } from '../../query/consents.ts';
import { ratio } from '../../query/derived.ts';
import { top } from '../../query/top.ts';
import { totals } from '../../query/totals.ts';
import { cannotAsk, reasonsSchema, webhookTime } from '../apm/platform.ts';
import { requestsToday } from '../apm/requests-made.ts';
import { iso, timeSchema } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { averageOf, percentOf } from '../percent.ts';

const number = z.number().nullable();

const dashboardSchema = z
  .object({
    success: z.literal(true),
    timestamp: timeSchema,
    system_health: z.object({
      active_campaigns: z.number().meta({ description: 'With a message in the last 24 hours' }),
      total_users: z.number().meta({ description: 'People who ever said whether they want messages' }),
      opted_in_users: z.number(),
      opted_out_users: z.number(),
      system_uptime_hours: z.null(),
      database_connections: z.null(),
      redis_memory_usage_mb: z.null(),
    }),
    performance_metrics: z
      .object({
        average_response_time_ms: number,
        requests_per_minute: number,
        error_rate_percent: number,
        webhook_processing_time_ms: number,
      })
      .meta({ description: 'Of the API, of the UTC day so far; of webhooks, the last hour' }),
    kpis: z.object({
      active_campaigns: z.number(),
      total_users: z.number(),
      opt_in_rate_percent: number,
      message_volume_24h: z.number(),
      delivery_rate_percent: number.meta({ description: 'Of what settled of the last 24 hours' }),
      uptime_percent: z.null(),
    }),
    reasons: reasonsSchema,
  })
  .meta({ id: 'MonitoringDashboard' });

const reasons = {
  system_uptime_hours: 'functions run only while they work: /health says whether all is well now',
  uptime_percent: 'functions run only while they work: /health says whether all is well now',
  database_connections: 'DynamoDB has no connections',
  redis_memory_usage_mb: 'there is no Redis',
};

export const dashboardEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/api/v1/monitoring/dashboard',
      scope: 'read',
      tag: 'In other shapes',
      summary: 'The key numbers at a glance',
      cacheSeconds: 30,
      query: z.strictObject({}),
      answer: dashboardSchema,
    },
    async (_, context) => ok(await dashboardOf(context)),
  ),
];

async function dashboardOf({ tenant, deps }: Context): Promise<z.infer<typeof dashboardSchema>> {
  const span = { tenant, from: deps.now() - day, to: deps.now() };
  const [{ measures }, campaigns, standing, made, webhook] = await Promise.all([
    totals({ ...span, dimension: 'total', value: 'all' }, deps.history),
    top({ ...span, dimension: 'campaign', by: 'o.started', limit: Number.POSITIVE_INFINITY }, deps.history),
    consents(tenant, deps.history),
    requestsToday(deps),
    webhookTime(deps, deps.access.wall()),
  ]);
  const active = campaigns.rows.length;
  const { optedIn, optedOut } = standing;
  return {
    success: true,
    timestamp: iso(deps.now()),
    system_health: {
      active_campaigns: active,
      total_users: optedIn.over,
      opted_in_users: optedIn.of,
      opted_out_users: optedOut.of,
      system_uptime_hours: null,
      database_connections: null,
      redis_memory_usage_mb: null,
    },
    performance_metrics: {
      average_response_time_ms: averageOf(made.averageMs),
      requests_per_minute: Math.round((made.perMinute.value ?? 0) * 100) / 100,
      error_rate_percent: percentOf(made.errors),
      webhook_processing_time_ms: webhook === undefined ? null : Math.round(webhook),
    },
    kpis: {
      active_campaigns: active,
      total_users: optedIn.over,
      opt_in_rate_percent: percentOf(optedIn),
      message_volume_24h: measure(measures, 'o.started'),
      delivery_rate_percent: percentOf(ratio(measures, 'deliveryRate')),
      uptime_percent: null,
    },
    reasons: webhook === undefined ? { ...reasons, webhook_processing_time_ms: cannotAsk } : reasons,
  };
}
