import * as z from 'zod';
import { scopes } from '../../core/token.ts';
import { timeSchema } from '../common.ts';

/** `GET /v1/about`: who asks, and what there is. */
export const aboutSchema = z
  .object({
    stage: z.string(),
    version: z.string(),
    now: timeSchema,
    caller: z.object({ name: z.string(), scopes: z.array(z.enum(scopes)), tenant: z.string().optional() }),
    tenants: z.array(z.object({ name: z.string(), timeZone: z.string() })),
    providers: z.array(z.string()),
    webhooks: z.array(z.object({ tenant: z.string(), provider: z.string(), url: z.string() })),
    links: z.object({ dashboard: z.string().optional(), runbook: z.string().optional() }),
  })
  .meta({ id: 'About' });

/** `GET /v1/status`: whether webhooks come in, are counted and judged, and people told. */
export const statusSchema = z
  .object({
    now: timeSchema,
    healthy: z.boolean(),
    problems: z.array(z.string()).meta({ description: 'What is wrong and what to do, in sentences' }),
    evaluation: z.object({
      lastTick: timeSchema.optional(),
      behindMs: z.number().optional(),
      rules: z.number(),
      shards: z.number(),
    }),
    countLagMs: z.number(),
    providers: z.array(
      z.object({
        provider: z.string(),
        lastWebhookAt: timeSchema.optional(),
        lastRecordedAt: timeSchema.optional(),
        lastRefusal: z.object({ at: timeSchema, why: z.string(), hint: z.string(), url: z.string() }).optional(),
      }),
    ),
    queues: z
      .array(z.object({ step: z.string(), waiting: z.number(), deadLetters: z.number() }))
      .optional()
      .meta({ description: 'Absent: they cannot be asked' }),
    alerts: z.object({ firing: z.number(), untold: z.number() }),
  })
  .meta({ id: 'Status' });
