import * as z from 'zod';
import { callEntrySchema } from './call/entry.ts';
import { consentEntrySchema } from './consent/consent.ts';
import { faultEntrySchema } from './fault/fault.ts';
import { inboundEntrySchema } from './inbound/inbound.ts';
import { messageEntrySchema } from './message/entry.ts';
import { registrationEntrySchema } from './registration/registration.ts';

/** What we know of one message, call, inbound message, opt-out, registration or fault. */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  messageEntrySchema,
  callEntrySchema,
  inboundEntrySchema,
  consentEntrySchema,
  registrationEntrySchema,
  faultEntrySchema,
]);
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export function journalKey(tenant: string, provider: string, kind: string, id: string, recipientHash?: string): string {
  return [tenant, provider, kind, id, ...(recipientHash ? [recipientHash] : [])].join('#');
}
