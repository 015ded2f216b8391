import * as z from 'zod';
import { auditRecordSchema } from '../core/audit-record.ts';
import { noticeRecordSchema } from '../core/notice-record.ts';
import { overrideSchema } from '../core/override.ts';
import { severities } from '../core/severity.ts';
import { silenceSchema } from '../core/silence.ts';
import { listedTokenSchema } from '../core/token.ts';

const change = auditRecordSchema.shape.changes.element;

/** An alert that fires, and who has it in hand. Times in epoch milliseconds. */
const openAlertSchema = z.object({
  id: z.string(),
  rule: z.string(),
  labels: z.record(z.string(), z.string()),
  severity: z.enum(severities).optional(),
  firedAt: z.number().optional(),
  handling: z.string(),
});
export type OpenAlert = z.infer<typeof openAlertSchema>;

/** How an action or a question ended. */
export const actOutcomeSchema = z.discriminatedUnion('kind', [
  /** `unchanged`: what was left as it is, and why. */
  z.object({
    kind: z.literal('done'),
    changes: z.array(change),
    unchanged: z.array(z.object({ what: z.string(), why: z.string() })),
    /** What else follows from it, in sentences. */
    notes: z.array(z.string()).optional(),
  }),
  /** Nothing was to be done. */
  z.object({ kind: z.literal('unchanged'), why: z.string() }),
  /** It cannot be done so; `why` says what to do instead. `because`: what it is about is not there, or could be several; or it could not be written now. */
  z.object({
    kind: z.literal('refused'),
    because: z.enum(['unknown', 'ambiguous', 'busy']).optional(),
    why: z.string(),
  }),
  /** `more`: how many more fire than are listed. */
  z.object({ kind: z.literal('alerts'), alerts: z.array(openAlertSchema), more: z.number().optional() }),
  z.object({
    kind: z.literal('silences'),
    silences: z.array(silenceSchema.and(z.object({ state: z.enum(['pending', 'active', 'expired']) }))),
  }),
  /** `refused`: those that do not fit the configuration and do not apply. */
  z.object({
    kind: z.literal('overrides'),
    overrides: z.array(overrideSchema),
    refused: z.array(z.object({ section: z.string(), rule: z.string().optional(), why: z.string() })),
  }),
  z.object({
    kind: z.literal('on-call'),
    at: z.number(),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        person: z.string().optional(),
        name: z.string().optional(),
        until: z.number().optional(),
      }),
    ),
  }),
  z.object({ kind: z.literal('tokens'), tokens: z.array(listedTokenSchema) }),
  /** `more`: there is more before then, epoch milliseconds. */
  z.object({ kind: z.literal('audit'), records: z.array(auditRecordSchema), more: z.number().optional() }),
  /** `cursor`: there is more, from there on. */
  z.object({ kind: z.literal('notices'), records: z.array(noticeRecordSchema), cursor: z.string().optional() }),
]);
export type ActOutcome = z.infer<typeof actOutcomeSchema>;
export type Done = Extract<ActOutcome, { kind: 'done' }>;
export type Refused = Extract<ActOutcome, { kind: 'refused' }>;
