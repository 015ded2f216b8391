import * as z from 'zod';
import { severities } from '../../core/severity.ts';
import { nextSchema, spanSchema, timeSchema } from '../common.ts';

const severity = z.enum(severities);
const actor = z.object({ name: z.string(), via: z.string() });

/** What people do about an alert that fires. */
const handledSchema = z.object({
  acknowledged: z.object({ by: z.string(), at: timeSchema, until: timeSchema.optional() }).optional(),
  assignee: z.string().optional(),
  mutes: z
    .array(z.object({ words: z.string(), until: timeSchema.optional(), note: z.string().optional() }))
    .meta({ description: 'Why nobody is told that it fires' }),
  closed: z.array(z.string()).optional().meta({ description: 'Channels whose route is outside its hours' }),
  digests: z
    .array(z.object({ channel: z.string(), at: z.string() }))
    .optional()
    .meta({ description: 'Channels that hear of it in a digest, at that time of the day' }),
  escalation: z
    .object({ called: z.array(z.string()), next: z.object({ at: timeSchema, to: z.array(z.string()) }).optional() })
    .optional(),
});

export const alertSchema = z
  .object({
    id: z.string(),
    rule: z.string(),
    labels: z.record(z.string(), z.string()),
    state: z.enum(['inactive', 'pending', 'firing']),
    severity: severity.optional(),
    title: z.string().meta({ example: 'Delivery on AT&T through Telnyx is 61 %' }),
    comparison: z.string().optional().meta({ example: 'threshold 90 %, usually 97 %' }),
    facts: z.array(z.string()).meta({ description: 'Who is hit, how much was judged, what it costs: a line each' }),
    since: timeSchema.optional().meta({ description: 'When its rule found it first' }),
    firedAt: timeSchema
      .optional()
      .meta({ description: 'When it began to fire: it had to last as long as its rule says' }),
    resolvedAt: timeSchema.optional(),
    resolvedBecause: z.string().optional(),
    value: z
      .number()
      .optional()
      .meta({ description: 'In the unit of its rule: a share from 0 to 1, micro-dollars, milliseconds, …' }),
    valueText: z.string().optional().meta({ example: '61 %' }),
    sample: z.number().meta({ description: 'How many cases were judged' }),
    failures: z.number().meta({ description: 'How many of them were bad' }),
    flapping: z.boolean().meta({ description: 'It fires and ends again and again; people are told once' }),
    handled: handledSchema,
  })
  .meta({ id: 'Alert' });
export type AlertAnswer = z.infer<typeof alertSchema>;

/** `GET /v1/alerts` */
export const alertsSchema = z
  .object({ alerts: z.array(alertSchema), firing: z.number(), next: nextSchema })
  .meta({ id: 'Alerts' });

const momentSchema = z.object({
  at: timeSchema,
  what: z.enum(['pending', 'fired', 'resolved', 'flapping', 'told', 'not-told', 'done']),
  /** `acknowledged by ana`, `told slack: first`, `slack did not take it: 503`. */
  words: z.string(),
  by: actor.optional(),
});

/** `GET /v1/alerts/{id}` */
export const alertDetailSchema = alertSchema
  .extend({
    why: z.array(z.string()).meta({ example: ['311 × 40008 undeliverable'] }),
    remedy: z.string().optional(),
    cost: z.string().optional(),
    impact: z.string().optional(),
    hit: z.array(z.object({ dimension: z.enum(['campaign', 'carrier']), value: z.string(), count: z.number() })),
    links: z.array(z.object({ label: z.string(), url: z.string() })),
    comments: z.array(z.object({ by: actor, at: timeSchema, text: z.string() })),
    channels: z.array(
      z.object({ channel: z.string(), outcome: z.string(), at: timeSchema, error: z.string().optional() }),
    ),
    timeline: z.array(momentSchema).meta({ description: 'Oldest first' }),
  })
  .meta({ id: 'AlertDetail' });
export type AlertDetail = z.infer<typeof alertDetailSchema>;

/** `GET /v1/alerts/{id}/graph`: the rule's value around the episode, tick by tick, as evaluation would see it. */
export const alertGraphSchema = z
  .object({
    unit: z.string(),
    points: z.array(z.object({ at: timeSchema, value: z.number().nullable(), sample: z.number() })),
    thresholds: z.array(z.object({ severity, above: z.number().optional(), below: z.number().optional() })),
    firing: z.array(z.object({ from: timeSchema, to: timeSchema.optional(), severity: severity.optional() })),
    span: spanSchema,
    notes: z.array(z.string()).meta({ description: 'What of it cannot be known any more' }),
  })
  .meta({ id: 'AlertGraph' });
export type AlertGraph = z.infer<typeof alertGraphSchema>;

/** What came of an action. */
export const doneSchema = z
  .object({
    changes: z.array(z.object({ what: z.string(), before: z.string(), after: z.string() })),
    unchanged: z.array(z.object({ what: z.string(), why: z.string() })),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Done' });
export type DoneAnswer = z.infer<typeof doneSchema>;
