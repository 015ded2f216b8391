import * as z from 'zod';
import { entryBase, seenSchema } from '../entry-base.ts';
import { outcomes, statuses } from './status.ts';

export const channels = ['sms', 'mms', 'whatsapp', 'rcs', 'messenger', 'other'] as const;
export type MessageChannel = (typeof channels)[number];

/** What we know of one outbound message. */
export const messageEntrySchema = z.object({
  ...entryBase,
  kind: z.literal('message'),
  channel: z.enum(channels),
  status: z.enum(statuses),
  /** The provider's own word for `status`. */
  word: z.string(),
  /** First-seen time of each status. */
  seen: z.partialRecord(z.enum(statuses), seenSchema),
  /** The ending that counts, and since when. */
  outcome: z.object({ is: z.enum(outcomes), at: z.number() }).optional(),
  /** When a later status corrected the outcome. */
  correctedAt: z.number().optional(),
  /** Two endings that exclude each other were reported. */
  conflict: z.literal(true).optional(),
  /** A receipt came after the entry had expired. */
  late: z.literal(true).optional(),
  /** The provider's error code; the first one told stays. */
  errorCode: z.string().optional(),
  segments: z.number().optional(),
  /** `GSM-7` or `UCS-2`. */
  encoding: z.string().optional(),
  /** The recipient's kind of line, in the provider's word: `Wireless`, `VoIP`. */
  lineType: z.string().optional(),
  /** What Meta bills the message as: `marketing`, `utility`. */
  pricing: z.string().optional(),
  /** Micro-dollars, carrier fee included. */
  costMicros: z.number().optional(),
  carrierFeeMicros: z.number().optional(),
});
export type MessageEntry = z.infer<typeof messageEntrySchema>;
