import * as z from 'zod';
import type { JournalEntry } from '../journal-entry.ts';
import { type ConsentStatus, consentStatusSchema } from './consent.ts';

/** Whether a person wants messages, by the latest that they said. Kept for ever: an opt-out has no end. */
export const standingConsentSchema = z.object({
  tenant: z.string(),
  /** The hash of the person's number. */
  person: z.string(),
  status: consentStatusSchema,
  /** Epoch milliseconds. */
  since: z.number(),
  provider: z.string(),
  /** The key of the journal entry that says so. */
  by: z.string(),
});
export type StandingConsent = z.infer<typeof standingConsentSchema>;

/** How many people have which standing. */
export type ConsentNumbers = Record<ConsentStatus, number>;

export type ConsentSource = {
  /** How many people have opted out and in, by what each said last. */
  consentNumbers(tenant: string): Promise<ConsentNumbers>;
};

/** What an entry says of a person's consent. */
export function consentOf(entry: JournalEntry): StandingConsent | undefined {
  if (entry.kind !== 'consent' || entry.from === undefined) return undefined;
  const { tenant, from, status, startedAt, provider, key } = entry;
  return { tenant, person: from.hash, status, since: startedAt, provider, by: key };
}

/** Whether `told` takes the place of `standing`: it is newer, or as old and its key is later. */
export function isLater(told: StandingConsent, standing: StandingConsent): boolean {
  return told.since > standing.since || (told.since === standing.since && told.by > standing.by);
}
