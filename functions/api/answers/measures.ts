import * as z from 'zod';
import { outcomes } from '../../core/message/status.ts';
import { nextSchema, qualitySchema, ratioSchema, spanSchema, timeSchema } from '../common.ts';

const micros = z.int().meta({ description: 'Micro-dollars' });
const percentileSchema = z.object({
  p: z.number(),
  ms: z.number().optional().meta({ description: 'Absent: nothing was measured, or it is beyond the last bound' }),
  beyondMs: z.number().optional().meta({ description: 'It is more than this' }),
});

const outcomesSchema = z.record(z.enum([...outcomes, 'pending']), z.number());

/** Everything that one scope counted in a span. */
const tallySchema = z.object({
  span: spanSchema,
  started: z.number(),
  sent: z.number(),
  outcomes: outcomesSchema,
  read: z.number(),
  deliveryRate: ratioSchema,
  failureRate: ratioSchema,
  optOutRate: ratioSchema,
  segments: z.number(),
  costMicros: micros,
  failedCostMicros: micros,
  costPerDeliveredMicros: ratioSchema,
  receipt: z.object({ percentiles: z.array(percentileSchema), measured: z.number(), pending: z.number() }),
  calls: z.object({
    started: z.number(),
    answered: z.number(),
    success: ratioSchema,
    averageMs: ratioSchema,
    byMachine: z.number(),
  }),
  inbound: z.object({ received: z.number(), stops: z.number() }),
  faults: z.number(),
});
export type TallyAnswer = z.infer<typeof tallySchema>;

/** `GET /v1/summary`: a span, and the equally long one before it. */
export const summarySchema = z
  .object({ now: tallySchema, before: tallySchema, quality: qualitySchema })
  .meta({ id: 'Summary' });

/** `GET /v1/series`: each point names what it covers; `values` by the names that were asked for, `null` where there is nothing to divide. */
export const seriesSchema = z
  .object({
    step: z.enum(['minute', 'hour', 'day', 'month']),
    points: z.array(spanSchema.extend({ values: z.record(z.string(), z.number().nullable()) })),
    quality: qualitySchema,
  })
  .meta({ id: 'Series' });

const rowSchema = z.object({
  value: z.string().meta({ description: 'The scope: telnyx|AT&T, spring-promo, US' }),
  by: z.number().meta({ description: 'What it is ranked by' }),
  started: z.number(),
  sent: z.number(),
  outcomes: outcomesSchema,
  deliveryRate: ratioSchema,
  failureRate: ratioSchema,
  optOutRate: ratioSchema,
  costMicros: micros,
  score: z
    .number()
    .optional()
    .meta({ description: '0 to 100: half delivery, three tenths that nobody opts out, two tenths that nothing fails' }),
});
export type RowAnswer = z.infer<typeof rowSchema>;

/** `GET /v1/top` */
export const topSchema = z
  .object({
    rows: z.array(rowSchema),
    rest: z.object({ values: z.number(), started: z.number() }),
    other: z.object({ started: z.number() }),
    quality: qualitySchema,
  })
  .meta({ id: 'Top' });

/** `GET /v1/campaigns`: every campaign of a range, page by page; `rest` are those that come after the page. */
export const campaignsSchema = topSchema.extend({ next: nextSchema }).meta({ id: 'Campaigns' });

const partSchema = z.object({ count: z.number(), share: z.number().optional() });

/** `GET /v1/errors` */
export const errorsSchema = z
  .object({
    failures: z.number(),
    rows: z.array(
      partSchema.extend({
        provider: z.string(),
        code: z.string(),
        meaning: z.string().optional(),
        class: z.string().optional(),
        retry: z.string().optional(),
        remedy: z.string().optional(),
        source: z.string().optional(),
      }),
    ),
    rest: partSchema.extend({ codes: z.number() }),
    other: partSchema,
    withoutCode: partSchema,
    trend: z
      .object({ failures: z.number(), failuresBefore: z.number(), label: z.string(), change: z.string().optional() })
      .meta({ description: 'The last 24 whole hours against the 24 before' }),
    quality: qualitySchema,
  })
  .meta({ id: 'Errors' });

/** `GET /v1/latency` */
export const latencySchema = z
  .object({
    histogram: z.string(),
    percentiles: z.array(percentileSchema),
    meanMs: z.number().optional(),
    measured: z.number(),
    unmeasured: z.number(),
    pending: z.number(),
    buckets: z.array(z.object({ fromMs: z.number(), toMs: z.number().optional(), count: z.number() })),
    quality: qualitySchema,
  })
  .meta({ id: 'Latency' });

const spentSchema = z.object({
  span: spanSchema,
  costMicros: micros,
  estimatedMicros: micros,
  failedCostMicros: micros,
  messages: z.number(),
  callCostMicros: micros,
  inboundCostMicros: micros,
});
export type SpentAnswer = z.infer<typeof spentSchema>;

/** `GET /v1/cost`: of messages; today against yesterday up to the same time, all of yesterday, and the month so far. */
export const costSchema = z
  .object({
    today: spentSchema,
    yesterdaySoFar: spentSchema,
    yesterday: spentSchema,
    month: spentSchema,
    byProvider: z.array(z.object({ provider: z.string(), todayMicros: micros, yesterdayMicros: micros })),
  })
  .meta({ id: 'Cost' });

/** `GET /v1/campaigns/{id}/report`, `GET /v1/campaigns/report` */
export const campaignReportSchema = z
  .object({
    campaign: z.string(),
    span: spanSchema,
    messages: z.number(),
    sent: z.number(),
    outcomes: outcomesSchema,
    deliveryRate: ratioSchema,
    deliveredOfSent: ratioSchema,
    active: spanSchema.optional().meta({ description: 'From the first bucket with a message to the last' }),
    receipt: z.object({
      percentiles: z.array(percentileSchema),
      meanMs: z.number().optional(),
      fastestMs: z.object({ from: z.number(), to: z.number().optional() }).optional(),
      slowestMs: z.object({ from: z.number(), to: z.number().optional() }).optional(),
      measured: z.number(),
      pending: z.number(),
    }),
    segments: z.number(),
    costMicros: micros,
    costPerMessageMicros: ratioSchema,
    optOuts: z.number(),
    score: z.number().optional(),
    quality: qualitySchema,
  })
  .meta({ id: 'CampaignReport' });

const peopleCountSchema = z.object({
  count: z.number(),
  errorPermille: z.number().meta({ description: 'One standard error, in thousandths of the count; 0: it is exact' }),
});

/** `GET /v1/people`: by local days, which do not add up: who writes on two days is one person. */
export const peopleSchema = z
  .object({
    days: z.array(
      spanSchema.extend({
        senders: peopleCountSchema.meta({ description: 'People who wrote to the team' }),
        users: peopleCountSchema.meta({ description: 'Users of whom there was a message or call' }),
        perSender: ratioSchema.meta({ description: 'Messages that the team got, of one sender on average' }),
      }),
    ),
    quality: qualitySchema,
  })
  .meta({ id: 'People' });

/** `GET /v1/consents` */
export const consentsSchema = z
  .object({
    optedOut: ratioSchema.meta({ description: 'People by what they said last, of all who ever said anything' }),
    optedIn: ratioSchema,
    stops: z.number().meta({ description: 'Messages of the last 24 hours that asked for no more' }),
    optOuts: z.object({
      today: z.number(),
      yesterday: z.number(),
      compared: z
        .object({ today: z.number(), yesterday: z.number() })
        .meta({ description: 'Over as many hours of each day as today has full' }),
    }),
    trend: z.object({
      label: z.enum(['increasing', 'decreasing', 'stable']),
      change: z.string().optional(),
      judgement: z.enum(['improving', 'worsening', 'stable']),
    }),
  })
  .meta({ id: 'Consents' });

/** `GET /v1/registrations` */
export const registrationsSchema = z
  .object({
    registrations: z.array(
      z.object({
        id: z.string(),
        provider: z.string(),
        unit: z.string(),
        status: z.string(),
        word: z.string().meta({ description: "The provider's own word" }),
        reason: z.string().optional(),
        since: timeSchema,
        updatedAt: timeSchema,
      }),
    ),
    next: nextSchema,
  })
  .meta({ id: 'Registrations' });
