import * as z from 'zod';
import { outcomes, statuses } from './status.ts';

/** Bump when `contributions` counts differently; entries keep the version they were first counted by. */
export const countingVersion = 1;

export const channels = ['sms', 'mms', 'whatsapp', 'rcs', 'messenger', 'other'] as const;
export type MessageChannel = (typeof channels)[number];

/** A phone number without the number: enough to group by person and to recognise, not enough to call. */
export const numberIdentitySchema = z.object({
  /** HMAC-SHA-256 of the E.164 number under the deployment's key; 32 hex digits. */
  hash: z.string(),
  /** `+1415•••0123`; short codes and names are kept whole. */
  masked: z.string(),
  /** ISO 3166 code, or `unknown`. */
  country: z.string(),
});
export type NumberIdentity = z.infer<typeof numberIdentitySchema>;

const seenSchema = z.object({
  /** Epoch milliseconds: when the status happened by the provider's clock, else when we first heard of it. */
  at: z.number(),
  /** The status follows from another one; no event said so itself. */
  implied: z.literal(true).optional(),
});

/** What an entry is counted under. Frozen at the first known value. */
export const labelsSchema = z.object({
  carrier: z.string(),
  country: z.string(),
  campaign: z.string().optional(),
  user: z.string().optional(),
  template: z.string().optional(),
});
export type Labels = z.infer<typeof labelsSchema>;

/** What we know of one outbound message. Written whole, on the condition that `rev` is unchanged. */
export const journalEntrySchema = z.object({
  /** `tenant#provider#kind#id[#recipientHash]` */
  key: z.string(),
  rev: z.number(),
  countedAs: z.number(),
  tenant: z.string(),
  provider: z.string(),
  kind: z.literal('message'),
  id: z.string(),
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
  /** Epoch milliseconds; the provider's time if it told one at the first write, else ours. */
  startedAt: z.number(),
  /** The tenant's IANA time zone at the first write. */
  zone: z.string(),
  labels: labelsSchema,
  to: numberIdentitySchema.optional(),
  from: numberIdentitySchema.optional(),
  account: z.string().optional(),
  segments: z.number().optional(),
  /** Micro-dollars, carrier fee included. */
  costMicros: z.number().optional(),
  carrierFeeMicros: z.number().optional(),
  updatedAt: z.number(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export function journalKey(tenant: string, provider: string, kind: string, id: string, recipientHash?: string): string {
  return [tenant, provider, kind, id, ...(recipientHash ? [recipientHash] : [])].join('#');
}
