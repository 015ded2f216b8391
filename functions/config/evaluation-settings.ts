import * as z from 'zod';
import { restoreDefaults } from '../core/restore.ts';
import { hour, minute } from '../core/time.ts';
import { duration } from '../rules/values.ts';

/** How rules are evaluated. Durations in milliseconds after parsing. */
export const evaluationSettings = z.strictObject({
  /** How many evaluators share the alerts, by a hash of rule and labels. Each reads all counters. */
  shards: z.number().int().min(1).max(16).default(1),
  /** Ticks that were missed are evaluated in order, if they are not more than that. */
  catchUp: duration.refine((millis) => millis <= 2 * hour, { message: 'at most 2h' }).default(30 * minute),
  /** After a longer outage, alerts that were pending begin anew. */
  outageTolerance: duration.default(restoreDefaults.outageTolerance),
  /** After an outage that was not caught up with, a pending alert fires after this time at the earliest. */
  forGracePeriod: duration.default(restoreDefaults.forGracePeriod),
  /** A rule judges so many label sets at most: those with alerts, and then those with most traffic. */
  mostSeries: z.number().int().min(1).max(100_000).default(1000),
});
