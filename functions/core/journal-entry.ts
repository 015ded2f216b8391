import * as z from 'zod';
import { activityEntrySchema } from './activity/activity.ts';
import { callEntrySchema } from './call/entry.ts';
import { consentEntrySchema } from './consent/consent.ts';
import { faultEntrySchema } from './fault/fault.ts';
import { inboundEntrySchema } from './inbound/inbound.ts';
import { messageEntrySchema } from './message/entry.ts';
import { registrationEntrySchema } from './registration/registration.ts';

/** What we know of one message, call, inbound message, opt-out, registration, fault or deed of the application. */
export const journalEntrySchema = z.discriminatedUnion('kind', [
  messageEntrySchema,
  callEntrySchema,
  inboundEntrySchema,
  consentEntrySchema,
  registrationEntrySchema,
  faultEntrySchema,
  activityEntrySchema,
]);
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export function journalKey(tenant: string, provider: string, kind: string, id: string, recipientHash?: string): string {
  return [tenant, provider, kind, id, ...(recipientHash ? [recipientHash] : [])].join('#');
}
