import * as z from 'zod';
import { severities } from './severity.ts';

/** Who did something: a name as far as it is known, and by which way. */
export const actorSchema = z.object({
  name: z.string(),
  via: z.enum(['link', 'slack', 'cli', 'api', 'dashboard', 'console', 'wirewatch']),
});
export type Actor = z.infer<typeof actorSchema>;

const stepSchema = z.object({
  /** Milliseconds since it began to escalate. */
  after: z.number(),
  to: z.array(z.string()),
});

/** An escalation under way: the policy as it was when the alert fired (SEMANTICS 4.8). Times in epoch milliseconds. */
export const escalationSchema = z.object({
  /** Of this run of the steps; anything that names another is out of date. */
  id: z.string(),
  policy: z.object({
    name: z.string(),
    steps: z.array(stepSchema),
    /** How many more times the steps are gone through, and how long after the last one. */
    repeat: z.number(),
    repeatAfter: z.number(),
  }),
  severity: z.enum(severities),
  startedAt: z.number(),
  /** How many steps of this round were taken. */
  taken: z.number(),
  /** Rounds that are over. */
  rounds: z.number(),
  /** It was silenced and begins anew when it no longer is. */
  paused: z.boolean(),
  /** When each channel was last called by a step. */
  called: z.record(z.string(), z.number()),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** What people do about one alert: kept apart from what is true of it. All but comments is about one episode. */
export const handlingSchema = z.object({
  tenant: z.string(),
  rule: z.string(),
  alert: z.string(),
  rev: z.number(),
  episode: z.number(),
  /** Somebody has taken it on: no reminders, no further steps, until `until`. `severity`: what it was then. */
  acknowledged: z
    .object({ by: actorSchema, at: z.number(), severity: z.enum(severities), until: z.number().optional() })
    .optional(),
  assignee: z.string().optional(),
  /** Nobody is told anything new until then. */
  snoozed: z.object({ by: actorSchema, at: z.number(), until: z.number() }).optional(),
  comments: z.array(z.object({ by: actorSchema, at: z.number(), text: z.string() })),
  escalation: escalationSchema.optional(),
});
export type Handling = z.infer<typeof handlingSchema>;
