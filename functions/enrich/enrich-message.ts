import * as z from 'zod';

/** A message that Twilio is to be asked about, as it waits in the queue. */
export const enrichMessageSchema = z.object({
  /** The key of its journal entry. */
  key: z.string(),
  /** How often it was asked about before. */
  asked: z.number().int().nonnegative(),
});
export type EnrichMessage = z.infer<typeof enrichMessageSchema>;
