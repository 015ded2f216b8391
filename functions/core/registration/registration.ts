import * as z from 'zod';
import { entryBase, known, learntBase, newEntry } from '../entry-base.ts';
import type { Tally } from '../tally.ts';
import { day } from '../time.ts';
import { type ReadyRegistration, registrationStatuses, registrationUnits } from './event.ts';

const changeSchema = z.object({
  /** The provider's id of the news. */
  id: z.string(),
  at: z.number(),
  status: z.enum(registrationStatuses).optional(),
  word: z.string(),
  reason: z.string().optional(),
});
type Change = z.infer<typeof changeSchema>;

/** What we know of one brand, campaign, number, …: how it stands, and the news of the last months. */
export const registrationEntrySchema = z.object({
  ...entryBase,
  kind: z.literal('registration'),
  unit: z.enum(registrationUnits),
  status: z.enum(registrationStatuses),
  /** The provider's own word for `status`. */
  word: z.string(),
  reason: z.string().optional(),
  /** Since when it stands so. */
  since: z.number(),
  /** In order of time. */
  changes: z.array(changeSchema),
});
export type RegistrationEntry = z.infer<typeof registrationEntrySchema>;

/** Longer than any bucket that still takes counts, so that forgetting a change changes no count. */
const remembered = 100 * day;

/** A registration stands as its latest news says, by the provider's time; news may come late and more than once. */
export function advanceRegistration(entry: RegistrationEntry | undefined, event: ReadyRegistration): RegistrationEntry {
  const before = entry ?? firstEntry(event);
  if (before.changes.some(({ id }) => id === event.id)) return before;
  const changes = withChange(before.changes, changeOf(event));
  const standing = changes.findLast(({ status }) => status !== undefined);
  if (standing?.status === undefined) return { ...before, ...learntBase(before, event), changes };
  const { status, word, at: since, reason } = standing;
  const { reason: _, ...rest } = before;
  return { ...rest, ...learntBase(before, event), changes, status, word, since, ...known({ reason }) };
}

function firstEntry(event: ReadyRegistration): RegistrationEntry {
  const { kind, unit, unitId, word, at } = event;
  return { ...newEntry(event), id: unitId, kind, unit, status: 'pending', word, since: at, changes: [] };
}

function changeOf({ id, at, word, status, reason }: ReadyRegistration): Change {
  return { id, at, word, ...known({ status, reason }) };
}

function withChange(changes: readonly Change[], change: Change): Change[] {
  const all = [...changes, change].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const newest = all.at(-1)?.at ?? change.at;
  return all.filter(({ at }) => at > newest - remembered);
}

/** Only transitions are counted: a registration starts once and stands for years. */
export function tallyRegistration({ changes }: RegistrationEntry): Tally {
  return {
    outcomes: {},
    transitions: changes.flatMap(({ at, status }) =>
      status === undefined ? [] : { measure: `t.registration.${status}`, at },
    ),
  };
}
