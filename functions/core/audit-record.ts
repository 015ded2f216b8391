import * as z from 'zod';
import { actorSchema } from './handling.ts';

/** One action of a person, and what it changed. */
export const auditRecordSchema = z.object({
  tenant: z.string(),
  id: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  by: actorSchema,
  /** What was asked for: `acknowledge`, `silence`, `set-override`, … */
  did: z.string(),
  /** Each thing that was changed, as it was and as it is, in short. */
  changes: z.array(
    z.object({
      /** `alert 7f3a9c of delivery-by-carrier`, `silence 0c1d2e`, `override of routes`. */
      what: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** How many more changes there were than are listed. */
  unlisted: z.number().optional(),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;
export type Change = AuditRecord['changes'][number];
