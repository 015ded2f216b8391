import { createHash } from 'node:crypto';
import * as z from 'zod';
import { noticeKinds, noticeReasons } from './alert.ts';
import { severities } from './severity.ts';

/** Alerts that one channel is told of together, by the id of the alert. */
const membersSchema = z.record(
  z.string(),
  z.object({
    rule: z.string(),
    kind: z.enum(['firing', 'resolved']),
    severity: z.enum(severities),
    /** It is said of it that it flaps. */
    flapping: z.literal(true).optional(),
    /** Who has it in hand, and since when. */
    acknowledged: z.object({ by: z.string(), at: z.number() }).optional(),
  }),
);
export type Members = z.infer<typeof membersSchema>;

/** The last notice decided for a group: a higher `seq` is a notice to send. */
export const groupOutboxSchema = z.object({
  seq: z.number(),
  kind: z.enum(noticeKinds),
  reason: z.enum(noticeReasons),
  severity: z.enum(severities),
  /** The tick that decided it. */
  at: z.number(),
  members: membersSchema,
  /** How many more a digest is about than it names. */
  more: z.number().optional(),
});
export type GroupOutbox = z.infer<typeof groupOutboxSchema>;

/**
 * What one channel is told together (SEMANTICS 4.3): the alerts that took the same route and agree in the labels that
 * it groups by. It is the outbox: what was told lies in its log. Times are ticks in epoch milliseconds.
 */
export const groupSchema = z.object({
  tenant: z.string(),
  /** {@link groupId} */
  id: z.string(),
  /** The route's name, or its place in the tree: `0/2`. */
  route: z.string(),
  channel: z.string(),
  /** What its alerts have in common, by the labels grouped by. */
  labels: z.record(z.string(), z.string()),
  /** When the first of its alerts came; absent while it has none. */
  startedAt: z.number().optional(),
  /** Milliseconds from its start to the first notice, and from flush to flush; as the route said when it started. */
  wait: z.number(),
  interval: z.number(),
  /** The last tick that changed it. */
  tick: z.number(),
  rev: z.number(),
  outbox: groupOutboxSchema.optional(),
});
export type Group = z.infer<typeof groupSchema>;

/** What a channel believes of one alert. */
export const toldSchema = z.object({
  rule: z.string(),
  kind: z.enum(['firing', 'resolved']),
  severity: z.enum(severities),
  /** Of the notice that said so, epoch milliseconds. */
  at: z.number(),
  /** The tick that decided that notice: of what two groups said, the later decision is believed, whichever came last. */
  decidedAt: z.number().optional(),
  /** The minute of the last notice that said that it fires: the cooldown counts from here, across a resolve. */
  lastFiringSentAt: z.number().optional(),
  /** The last notice that said that it flaps. */
  flappingSentAt: z.number().optional(),
  /** Since when the channel knows that somebody has taken it on. */
  acknowledgedAt: z.number().optional(),
});
export type Told = z.infer<typeof toldSchema>;

/** What the channel of a group was told: kept apart from the group, what is decided and what arrived share no record. */
export const groupLogSchema = z.object({
  group: z.string(),
  channel: z.string(),
  /** The notice that was handled last. */
  seq: z.number(),
  /** `failed`: given up, or refused for good. `skipped`: the channel is not configured. */
  outcome: z.enum(['sent', 'retrying', 'failed', 'skipped', 'withdrawn']),
  attempts: z.number(),
  /** Of the last attempt, epoch milliseconds. */
  triedAt: z.number(),
  error: z.string().optional(),
  /** By alert id. */
  told: z.record(z.string(), toldSchema),
  /** What the channel calls the message that later notices of the same incident change. */
  reference: z.string().optional(),
});
export type GroupLog = z.infer<typeof groupLogSchema>;

/** The number of its next notice. The log may know a higher one than the outbox: it outlives a group that was deleted. */
export function nextSeq(group: Pick<Group, 'outbox'> | undefined, log: GroupLog | undefined): number {
  return Math.max(group?.outbox?.seq ?? 0, log?.seq ?? 0) + 1;
}

/** So many alerts are told of together: a group and its log with more would be larger than a table takes. */
export const mostTogether = 1000;

/**
 * Who a group is: a hash of tenant, route, channel and labels, whatever their order. 12 hex digits.
 * @param part of what is too much for one group; 0 is the first
 */
export function groupId(
  tenant: string,
  route: string,
  channel: string,
  labels: Readonly<Record<string, string>>,
  part = 0,
): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = part === 0 ? [] : [part];
  return createHash('sha256')
    .update(JSON.stringify([tenant, route, channel, pairs, ...parts]))
    .digest('hex')
    .slice(0, 12);
}
