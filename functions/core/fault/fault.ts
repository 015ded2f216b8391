import * as z from 'zod';
import { entryBase, known, learntBase, newEntry, type ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';
import type { Tally } from '../tally.ts';

const faultLevels = ['error', 'warning'] as const;

type Told = {
  kind: 'fault';
  level: (typeof faultLevels)[number];
  errorCode?: string | undefined;
  /** The provider's id of what it is about: a message, a call, a number. */
  resource?: string | undefined;
  /** It is about a webhook of ours that the provider could not deliver. */
  ours?: true | undefined;
};

/** Something that went wrong for the account as the provider sees it: Twilio's debugger, its error logs. */
export type FaultEvent = EventBase & Told;

/** A {@link FaultEvent} made ready for the journal. */
export type ReadyFault = ReadyEvent & Told & { countedCode?: string | undefined };

/** One fault that a provider reported. */
export const faultEntrySchema = z.object({
  ...entryBase,
  kind: z.literal('fault'),
  level: z.enum(faultLevels),
  errorCode: z.string().optional(),
  /** The code that it is counted under: the same, or `other` if there were too many that day. */
  countedCode: z.string().optional(),
  resource: z.string().optional(),
  ours: z.literal(true).optional(),
});
export type FaultEntry = z.infer<typeof faultEntrySchema>;

export function advanceFault(entry: FaultEntry | undefined, event: ReadyFault): FaultEntry {
  const { kind, level, errorCode, countedCode, resource, ours } = event;
  const told = known({ errorCode, countedCode, resource, ours });
  if (entry === undefined) return { ...newEntry(event), kind, level, ...told };
  return { ...entry, ...learntBase(entry, event) };
}

export function tallyFault({ level, startedAt, errorCode, countedCode = errorCode, ours }: FaultEntry): Tally {
  return {
    outcomes: { [`o.fault.${level}`]: 1, ...(ours && { 'o.fault.ours': 1 }) },
    transitions: [{ measure: `t.fault.${level}`, at: startedAt }],
    failedWith: countedCode,
  };
}
