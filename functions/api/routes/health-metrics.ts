import * as z from 'zod';
import { type Measures, measure, pending } from '../../core/counter.ts';
import { scoreOf } from '../../core/score.ts';
import { day } from '../../core/time.ts';
import { consents } from '../../query/consents.ts';
import { apiCalls, generated, ratio } from '../../query/derived.ts';
import { type Row, top } from '../../query/top.ts';
import { totals } from '../../query/totals.ts';
import { requestsToday } from '../apm/requests-made.ts';
import { iso, timeSchema } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { averageOf, dollarsOf, percentOf } from '../percent.ts';

const facts = { method: 'GET', scope: 'read', tag: 'In other shapes', cacheSeconds: 30 } as const;
const count = z.number();
const rate = z.number().nullable().meta({ description: 'Percent; null: there is nothing to divide by' });
const average = z.number().nullable();
const dollars = z.string().meta({ example: '1.2345' });
const window = { timestamp: timeSchema, window_hours: z.number() };

const metricsSchema = z
  .object({
    ...window,
    messages: z.object({
      started: count,
      sent: count,
      delivered: count,
      failed: count,
      undelivered: count,
      canceled: count,
      unconfirmed: count,
      expired: count,
      pending: count,
      delivery_rate_percent: rate,
      average_delivery_time_ms: average,
    }),
    inbound: z.object({ received: count, stops: count }),
    calls: z.object({ started: count, answered: count, success_rate_percent: rate }),
    external_api: z
      .object({ calls: count, average_time_ms: average })
      .meta({ description: 'Calls of APIs that the application reports' }),
    http: z
      .object({ requests: count, errors: count, error_rate_percent: rate, average_response_time_ms: average })
      .meta({ description: 'Requests of this API, of the UTC day so far' }),
    counting: z.object({ lag_ms: count }),
    queues: z.array(z.object({ step: z.string(), waiting: count, dead_letters: count })).nullable(),
  })
  .meta({ id: 'ApplicationMetrics' });

const usedSchema = z.object({
  name: z.string(),
  sent: count,
  delivered: count,
  failed: count,
  delivery_rate_percent: rate,
  opt_outs: count,
  cost_usd: dollars,
  performance_score: z.number().nullable(),
});

const businessSchema = z
  .object({
    ...window,
    messages_sent: count,
    delivery_rate_percent: rate,
    opt_out_rate_percent: rate,
    cost_usd: dollars,
    cost_per_delivered_usd: dollars.nullable(),
    contacts: z.object({ opted_in: count, opted_out: count }),
    campaigns: z.array(usedSchema).meta({ description: 'The ten with most messages' }),
    templates: z.array(usedSchema).meta({ description: 'The ten with most messages' }),
    text_generation: z.object({ texts: count, llm_success_rate_percent: rate, cost_usd: dollars }),
    counts: z.record(z.string(), count).meta({ description: 'What the application counts for itself' }),
  })
  .meta({ id: 'BusinessMetrics' });

export const healthMetricsEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...facts,
      path: '/health/metrics',
      summary: 'What was counted in the last 24 hours',
      query: z.strictObject({}),
      answer: metricsSchema,
    },
    async (_, context) => ok(await metricsOf(context)),
  ),
  endpoint(
    {
      ...facts,
      path: '/health/business-metrics',
      summary: 'Campaigns, templates, contacts and costs of the last 24 hours',
      query: z.strictObject({}),
      answer: businessSchema,
    },
    async (_, context) => ok(await businessOf(context)),
  ),
];

function lastDay({ tenant, deps }: Context) {
  const now = deps.now();
  return { span: { tenant, from: now - day, to: now }, head: { timestamp: iso(now), window_hours: 24 } };
}

async function metricsOf(context: Context): Promise<z.infer<typeof metricsSchema>> {
  const { deps } = context;
  const { span, head } = lastDay(context);
  const [{ measures }, made, lag, queues] = await Promise.all([
    totals({ ...span, dimension: 'total', value: 'all' }, deps.history),
    requestsToday(deps),
    deps.health.countLag(),
    deps.health.queues().catch(() => undefined),
  ]);
  const of = (name: string) => measure(measures, `o.${name}`);
  return {
    ...head,
    messages: messagesOf(measures),
    inbound: { received: of('inbound.received'), stops: of('inbound.class.stop') },
    calls: {
      started: of('call.started'),
      answered: of('call.answered'),
      success_rate_percent: percentOf(ratio(measures, 'callSuccess')),
    },
    external_api: { calls: apiCalls(measures), average_time_ms: averageOf(ratio(measures, 'averageApiCallMs')) },
    http: {
      requests: made.count,
      errors: made.errors.of,
      error_rate_percent: percentOf(made.errors),
      average_response_time_ms: averageOf(made.averageMs),
    },
    counting: { lag_ms: lag },
    queues: queues?.map(({ step, waiting, deadLetters }) => ({ step, waiting, dead_letters: deadLetters })) ?? null,
  };
}

function messagesOf(measures: Measures): z.infer<typeof metricsSchema>['messages'] {
  const of = (name: string) => measure(measures, `o.${name}`);
  return {
    started: of('started'),
    sent: of('sent'),
    delivered: of('delivered'),
    failed: of('failed'),
    undelivered: of('undelivered'),
    canceled: of('canceled'),
    unconfirmed: of('unconfirmed'),
    expired: of('expired'),
    pending: pending(measures),
    delivery_rate_percent: percentOf(ratio(measures, 'deliveryRate')),
    average_delivery_time_ms: averageOf(ratio(measures, 'averageReceiptMs')),
  };
}

async function businessOf(context: Context): Promise<z.infer<typeof businessSchema>> {
  const { tenant, deps } = context;
  const { span, head } = lastDay(context);
  const most = { ...span, by: 'o.started', limit: 10 } as const;
  const [{ measures }, campaigns, templates, { optedIn, optedOut }] = await Promise.all([
    totals({ ...span, dimension: 'total', value: 'all' }, deps.history),
    top({ ...most, dimension: 'campaign' }, deps.history),
    top({ ...most, dimension: 'template' }, deps.history),
    consents(tenant, deps.history),
  ]);
  const { value: perDelivered } = ratio(measures, 'costPerDeliveredMicros');
  const prefix = 'o.app.count.';
  const counts = Object.entries(measures).filter(([name]) => name.startsWith(prefix));
  return {
    ...head,
    messages_sent: measure(measures, 'o.sent'),
    delivery_rate_percent: percentOf(ratio(measures, 'deliveryRate')),
    opt_out_rate_percent: percentOf(ratio(measures, 'optOutRate')),
    cost_usd: dollarsOf(measure(measures, 'o.costMicros')),
    cost_per_delivered_usd: perDelivered === undefined ? null : dollarsOf(perDelivered),
    contacts: { opted_in: optedIn.of, opted_out: optedOut.of },
    campaigns: campaigns.rows.map(usedOf),
    templates: templates.rows.map(usedOf),
    text_generation: {
      texts: generated(measures),
      llm_success_rate_percent: percentOf(ratio(measures, 'generationSuccess')),
      cost_usd: dollarsOf(measure(measures, 'o.app.generationCostMicros')),
    },
    counts: Object.fromEntries(counts.map(([name, amount]) => [name.slice(prefix.length), amount])),
  };
}

function usedOf({ value, measures }: Row): z.infer<typeof usedSchema> {
  const score = scoreOf(measures);
  return {
    name: value,
    sent: measure(measures, 'o.sent'),
    delivered: measure(measures, 'o.delivered'),
    failed: measure(measures, 'o.failed') + measure(measures, 'o.undelivered'),
    delivery_rate_percent: percentOf(ratio(measures, 'deliveryRate')),
    opt_outs: measure(measures, 'o.consent.opted-out'),
    cost_usd: dollarsOf(measure(measures, 'o.costMicros')),
    performance_score: score === undefined ? null : Math.round(score * 10) / 10,
  };
}
