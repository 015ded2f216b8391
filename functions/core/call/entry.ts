import * as z from 'zod';
import { entryBase, seenSchema } from '../entry-base.ts';
import { answerers, callEndings, callStatuses } from './status.ts';

/** What we know of one call. */
export const callEntrySchema = z.object({
  ...entryBase,
  kind: z.literal('call'),
  direction: z.enum(['inbound', 'outbound']).optional(),
  status: z.enum(callStatuses),
  /** The provider's own word for `status`. */
  word: z.string(),
  /** First-seen time of each status. */
  seen: z.partialRecord(z.enum(callStatuses), seenSchema),
  /** The ending that counts, since when, and the number of the event that told it. */
  outcome: z.object({ is: z.enum(callEndings), at: z.number(), sequence: z.number().optional() }).optional(),
  /** Two endings that exclude each other were reported. */
  conflict: z.literal(true).optional(),
  answeredBy: z.enum(answerers).optional(),
  /** When the provider says that it was answered; `seen.answered` may only be implied. */
  answeredAt: z.number().optional(),
  /** Milliseconds from answer to end: as told, else between the two events. */
  durationMs: z.number().optional(),
  billedMs: z.number().optional(),
  hangupCause: z.string().optional(),
  hangupSource: z.string().optional(),
  sipCode: z.number().optional(),
  mosHundredths: z.number().optional(),
  costMicros: z.number().optional(),
});
export type CallEntry = z.infer<typeof callEntrySchema>;
