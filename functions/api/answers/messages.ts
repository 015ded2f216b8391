import * as z from 'zod';
import { nextSchema, timeSchema } from '../common.ts';

const endSchema = z.object({ masked: z.string(), country: z.string() });

/** One message, call, or message from a person, as the journal knows it. Numbers are masked; nobody's text is kept. */
export const messageSchema = z
  .object({
    id: z.string().meta({ description: "The provider's id" }),
    kind: z.enum(['message', 'call', 'inbound', 'consent', 'fault']),
    provider: z.string(),
    channel: z.string().optional(),
    status: z.string(),
    word: z.string().optional().meta({ description: "The provider's own word for the status" }),
    to: endSchema.optional(),
    from: endSchema.optional(),
    carrier: z.string().optional(),
    campaign: z.string().optional(),
    template: z.string().optional(),
    user: z.string().optional(),
    startedAt: timeSchema,
    updatedAt: timeSchema,
    history: z.array(z.object({ status: z.string(), at: timeSchema, implied: z.boolean().optional() })),
    error: z
      .object({
        code: z.string(),
        meaning: z.string().optional(),
        retry: z.string().optional(),
        remedy: z.string().optional(),
        source: z.string().optional(),
      })
      .optional(),
    segments: z.number().optional(),
    costMicros: z.number().optional(),
    costEstimated: z.boolean().optional(),
    notes: z.array(z.string()).meta({
      description: 'What else is to be known, in sentences: late receipts, contradictions, what was forgotten',
    }),
  })
  .meta({ id: 'Message' });
export type MessageAnswer = z.infer<typeof messageSchema>;

/** `GET /v1/messages/{id}`: several, where an id is of a message from a person and of the opt-out that it was. */
export const messagesSchema = z
  .object({
    messages: z.array(messageSchema),
    consent: z
      .object({ status: z.enum(['opted-out', 'opted-in']), since: timeSchema, provider: z.string() })
      .optional()
      .meta({ description: 'How the person stands to being written to, if a number was asked for and they ever said' }),
    hint: z.string().optional().meta({ description: 'What it can mean that nothing is known' }),
    next: nextSchema,
  })
  .meta({ id: 'Messages' });
export type MessagesAnswer = z.infer<typeof messagesSchema>;

/** `GET /v1/live`: what has changed since then, newest first, the numbers of the last minutes, and what fires. */
export const liveSchema = z
  .object({
    now: timeSchema,
    next: timeSchema.meta({
      description: 'Ask again with `since`. An event of the last seconds comes again: tell it by id, type and status',
    }),
    events: z.array(
      z.object({
        type: z.enum([
          'message_started',
          'message_sent',
          'message_delivered',
          'message_failed',
          'message_ended',
          'call_started',
          'call_answered',
          'call_ended',
          'inbound_message',
          'consent_changed',
          'fault',
        ]),
        at: timeSchema,
        id: z.string(),
        provider: z.string(),
        person: z.string().optional().meta({ description: 'The number at the other end, masked' }),
        campaign: z.string().optional(),
        status: z.string(),
        error: z.string().optional(),
        deliveryMs: z.number().optional(),
      }),
    ),
    realtime: z.object({
      minute: timeSchema,
      started: z.number(),
      delivered: z.number(),
      failed: z.number(),
      inbound: z.number(),
      calls: z.number(),
    }),
    alerts: z.object({ firing: z.number(), critical: z.number() }),
  })
  .meta({ id: 'LiveFeed' });
export type LiveAnswer = z.infer<typeof liveSchema>;

/** `POST /v1/events`: what became of what the application reported. */
export const reportsSchema = z
  .object({
    recorded: z.number(),
    repeated: z.number().meta({ description: 'Told before; nothing is counted twice' }),
    gauges: z.number(),
    notTaken: z.array(z.string()).meta({
      description: 'Which events were left out, and why',
      example: ['unreadable events[3] status: no status of a message'],
    }),
  })
  .meta({ id: 'Reports' });
