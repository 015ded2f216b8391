import * as z from 'zod';
import { entryBase, seenSchema } from '../entry-base.ts';
import { errorClasses } from '../errors/classes.ts';
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
  outcome: z
    .object({
      is: z.enum(outcomes),
      at: z.number(),
      /** We heard of it long after it happened. */
      heardLate: z.literal(true).optional(),
    })
    .optional(),
  /** When a later status corrected the outcome. */
  correctedAt: z.number().optional(),
  /** Two endings that exclude each other were reported. */
  conflict: z.literal(true).optional(),
  /** A receipt came after the entry had expired. */
  late: z.literal(true).optional(),
  /** The provider's error code; the first one told stays. */
  errorCode: z.string().optional(),
  /** What the code is about, by the catalogue of the day on which it was told. */
  errorClass: z.enum(errorClasses).optional(),
  /** The code that it is counted under: the same, or `other` if there were too many that day. */
  countedCode: z.string().optional(),
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
  /** What it is estimated to cost for as long as nobody tells: micro-dollars of a segment. */
  rate: z.object({ segmentMicros: z.number(), feeMicros: z.number(), asOf: z.string() }).optional(),
});
export type MessageEntry = z.infer<typeof messageEntrySchema>;

/** It is to be sent later, perhaps in weeks: it has not started, waits for no receipt and does not expire. */
export function isPlanned({ status }: Pick<MessageEntry, 'status'>): boolean {
  return status === 'scheduled';
}
