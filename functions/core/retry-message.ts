import * as z from 'zod';

/** A notice that waits to be sent again. */
export const retryMessageSchema = z.object({
  tenant: z.string(),
  rule: z.string(),
  alertId: z.string(),
  channel: z.string(),
  /** The outbox notice; a higher one on the alert supersedes it. */
  seq: z.number(),
  /** Attempts made so far. */
  attempts: z.number(),
  /** Wall-clock epoch milliseconds: channels live in the real world. */
  notBefore: z.number(),
});
export type RetryMessage = z.infer<typeof retryMessageSchema>;
