import * as z from 'zod';

/** A notice that waits to be sent again. */
export const retryMessageSchema = z.object({
  tenant: z.string(),
  group: z.string(),
  /** The outbox notice; a higher one of the group supersedes it. */
  seq: z.number(),
  /** Attempts made so far. */
  attempts: z.number(),
  /** Wall-clock epoch milliseconds: channels live in the real world. */
  notBefore: z.number(),
});
export type RetryMessage = z.infer<typeof retryMessageSchema>;
