import * as z from 'zod';
import { severities } from './severity.ts';

/** What one look at the buckets says about one threshold. Only `good` resolves; `unknown` changes nothing. */
export const verdicts = ['bad', 'good', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** The Prometheus alert states (SEMANTICS 4.1). Times are ticks in epoch milliseconds. */
export const levelSchema = z.object({
  state: z.enum(['pending', 'firing']),
  activeAt: z.number(),
  firedAt: z.number().optional(),
  /** The first good tick since the last bad one. */
  keepFiringSince: z.number().optional(),
});
export type Level = z.infer<typeof levelSchema>;

const countedSchema = z.object({ value: z.string(), count: z.number() });

/** What a rule saw: the numbers that an alert shows. A field without data is absent, never guessed. */
export const evidenceSchema = z.object({
  /** The measured value in the unit of the rule's kind: a share between 0 and 1, micro-dollars, milliseconds, … */
  value: z.number().optional(),
  /** How many cases were judged, and how many of them were bad. */
  sample: z.number(),
  failures: z.number(),
  /** What the value usually is, as far as the kind knows. */
  usual: z.number().optional(),
  /** Epoch milliseconds; `to` is exclusive. */
  window: z.object({ from: z.number(), to: z.number() }),
  /** The commonest error codes of the failures. */
  codes: z.array(countedSchema),
  /** Who is hit: campaigns of a carrier, carriers of a campaign. */
  hit: z.array(countedSchema.extend({ dimension: z.enum(['campaign', 'carrier']) })),
  /** Micro-dollars spent on the failures in the window. */
  failedCostMicros: z.number().optional(),
  /** What else the rule's kind measured, by the kind's own names. */
  figures: z.record(z.string(), z.number()).optional(),
  /** What else is to be told, in words, of which some may be a provider's. */
  notes: z.array(z.string()).optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** What is to be told to one channel. `withdraw` calls back a notice that was not sent yet. */
export const noticeKinds = ['firing', 'resolved', 'acknowledged', 'digest', 'withdraw'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Why a channel is told (SEMANTICS 4.3, 4.9, 4.16). */
export const noticeReasons = [
  'first',
  'new-alerts',
  'severity-rose',
  'escalated',
  'flapping',
  'cooldown-over',
  'repeat',
  'acknowledgement-ends',
  'some-resolved',
  'acknowledged',
  'unacknowledged',
  'resolved',
  'digest',
  'test',
  'superseded',
] as const;
export type NoticeReason = (typeof noticeReasons)[number];

/** The label of an alert that says that of the label set beside it nothing is known (`onUnknown: 'nodata'`). */
export const noDataLabel = 'noData';

/** Why an alert ended: `rule-changed`, its rule groups by other labels now; `by-hand`, somebody closed it. */
const endings = ['recovered', 'no-traffic', 'rule-removed', 'rule-changed', 'by-hand'] as const;
export type Ending = (typeof endings)[number];

/**
 * The state of one rule for one set of labels. Identity is tenant, rule and labels, without severity. Inactive alerts
 * are kept for a while, so that a late evaluation cannot bring them back.
 */
export const alertSchema = z.object({
  tenant: z.string(),
  rule: z.string(),
  labels: z.record(z.string(), z.string()),
  /** 12 hex digits of the hash of tenant, rule and labels. */
  id: z.string(),
  state: z.enum(['inactive', 'pending', 'firing']),
  levels: z.partialRecord(z.enum(severities), levelSchema),
  /** The worst level that fires (while firing) or is pending (while pending). */
  severity: z.enum(severities).optional(),
  /** The worst severity at which it fired in this episode, or in its last one. */
  peak: z.enum(severities).optional(),
  /** The last evaluated tick; a step applies only to an older one. */
  tick: z.number(),
  rev: z.number(),
  /** How many times it has fired: part of what makes a notification one of a kind. */
  episode: z.number(),
  /** When the condition was first seen true in this episode. */
  since: z.number().optional(),
  firedAt: z.number().optional(),
  resolvedAt: z.number().optional(),
  resolvedBecause: z.enum(endings).optional(),
  /** The last tick whose verdict was not unknown; later by the time in which nobody looked. */
  knownAt: z.number(),
  /** The last ticks at which it began or ceased to fire, as many as tell whether it flaps. */
  changes: z.array(z.number()).optional(),
  /** Since when it flaps; absent: it does not. */
  flappingSince: z.number().optional(),
  evidence: evidenceSchema,
});
export type Alert = z.infer<typeof alertSchema>;

/** Whether people may still have to hear of its end. */
export function isOpen({ state, flappingSince }: Alert): boolean {
  return state !== 'inactive' || flappingSince !== undefined;
}
