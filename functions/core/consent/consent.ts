import * as z from 'zod';
import { entryBase, learntBase, newEntry, type ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';
import type { Tally } from '../tally.ts';

export const consentStatusSchema = z.enum(['opted-out', 'opted-in']);
export type ConsentStatus = z.infer<typeof consentStatusSchema>;

type Told = { kind: 'consent'; status: ConsentStatus };

/** Somebody (`from`) wants no more messages, or wants them again. Its id is that of the message that said so. */
export type ConsentEvent = EventBase & Told;

/** A {@link ConsentEvent} made ready for the journal. */
export type ReadyConsent = ReadyEvent & Told & Pick<EventBase, 'registration'>;

/** One opt-out or opt-in. `from` is the person. */
export const consentEntrySchema = z.object({
  ...entryBase,
  kind: z.literal('consent'),
  status: consentStatusSchema,
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

/** An opt-out happens once; who repeats STOP later opts out again, by another message. */
export function advanceConsent(entry: ConsentEntry | undefined, event: ReadyConsent): ConsentEntry {
  if (entry === undefined) return { ...newEntry(event), kind: event.kind, status: event.status };
  return { ...entry, ...learntBase(entry, event) };
}

export function tallyConsent({ status, startedAt }: ConsentEntry): Tally {
  return {
    outcomes: { [`o.consent.${status}`]: 1 },
    transitions: [{ measure: `t.consent.${status}`, at: startedAt }],
  };
}
