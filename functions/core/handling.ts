import * as z from 'zod';
import type { Alert } from './alert.ts';
import { type Severity, severities } from './severity.ts';

/** Who did something: a name as far as it is known, and by which way. */
export const actorSchema = z.object({
  name: z.string(),
  via: z.enum(['link', 'slack', 'cli', 'api', 'dashboard', 'console', 'wirewatch']),
});
export type Actor = z.infer<typeof actorSchema>;

const policySchema = z.object({
  name: z.string(),
  /** `after`: milliseconds since the first; each is later than the one before it. */
  steps: z.array(z.object({ after: z.number(), to: z.array(z.string()) })),
  /** How many more times the steps are gone through, and how long after the last one. */
  repeat: z.number(),
  repeatAfter: z.number(),
});
export type Policy = z.infer<typeof policySchema>;

/** An escalation under way: the policy as it was when the alert fired (SEMANTICS 4.8). Times in epoch milliseconds. */
export const escalationSchema = z.object({
  /** Of this run of the steps, `<alert>#<episode>#<run>`; anything that names another is out of date. */
  id: z.string(),
  run: z.number(),
  policy: policySchema,
  /** The worst severity there had been when the run began. */
  severity: z.enum(severities),
  startedAt: z.number(),
  /** How many steps of this round were taken. */
  taken: z.number(),
  /** Rounds that are over. */
  rounds: z.number(),
  /** When the next step is due; absent: none is left. */
  dueAt: z.number().optional(),
  /** It was muted and begins anew when it no longer is. */
  paused: z.boolean(),
  /** When each channel was last called by a step of this episode. */
  called: z.record(z.string(), z.number()),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** What people do about one alert: kept apart from what is true of it. All but comments and a snooze is about one episode. */
export const handlingSchema = z.object({
  tenant: z.string(),
  rule: z.string(),
  alert: z.string(),
  rev: z.number(),
  /** The alert's episode, and when it fired: alerts are forgotten sooner than this, and count their episodes anew. */
  episode: z.number(),
  firedAt: z.number().optional(),
  /** Somebody has taken it on: no reminders, no further steps, until `until`. `severity`: the worst until then. */
  acknowledged: z
    .object({ by: actorSchema, at: z.number(), severity: z.enum(severities), until: z.number().optional() })
    .optional(),
  assignee: z.string().optional(),
  /** Nobody is told that it fires until then, nor that it fires again. */
  snoozed: z.object({ by: actorSchema, at: z.number(), until: z.number() }).optional(),
  comments: z.array(z.object({ by: actorSchema, at: z.number(), text: z.string() })),
  escalation: escalationSchema.optional(),
});
export type Handling = z.infer<typeof handlingSchema>;

/** What a handling is about. */
export type Handled = Pick<
  Alert,
  'tenant' | 'rule' | 'id' | 'state' | 'severity' | 'peak' | 'episode' | 'firedAt' | 'flappingSince'
>;

/** The handling if it is about the alert's present episode. Of an older one only comments and a snooze count. */
export function presentHandling(handling: Handling | undefined, alert: Handled): Handling | undefined {
  return handling?.episode === alert.episode && handling.firedAt === alert.firedAt ? handling : undefined;
}

/** The next revision, about the present episode: what was done in an older one is gone, but for comments and a snooze. */
export function nextHandling(handling: Handling | undefined, alert: Handled): Handling {
  const rev = (handling?.rev ?? 0) + 1;
  const present = presentHandling(handling, alert);
  if (present !== undefined) return { ...present, rev };
  const { tenant, rule, id, episode, firedAt } = alert;
  const next: Handling = { tenant, rule, alert: id, rev, episode, comments: handling?.comments ?? [] };
  if (firedAt !== undefined) next.firedAt = firedAt;
  if (handling?.snoozed) next.snoozed = handling.snoozed;
  return next;
}

/** The worst of the episode: that it is as bad again as it has been is no news to anybody who has it in hand. */
export function worstOfEpisode({ peak, severity }: Pick<Handled, 'peak' | 'severity'>): Severity | undefined {
  return peak ?? severity;
}
