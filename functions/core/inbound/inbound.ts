import * as z from 'zod';
import { entryBase, known, learntBase, newEntry } from '../entry-base.ts';
import { channels } from '../message/entry.ts';
import type { Tally } from '../tally.ts';
import { type ReadyInbound, responses } from './event.ts';

/** What we know of one inbound message: never its text. `from` is the person. */
export const inboundEntrySchema = z.object({
  ...entryBase,
  kind: z.literal('inbound'),
  channel: z.enum(channels),
  /** A keyword, a class of the team's own, or `other`. */
  class: z.string(),
  response: z.enum(responses).optional(),
  segments: z.number().optional(),
  media: z.number().optional(),
  costMicros: z.number().optional(),
});
export type InboundEntry = z.infer<typeof inboundEntrySchema>;

/** An inbound message happens once; a second report of it may only add what the first did not know. */
export function advanceInbound(entry: InboundEntry | undefined, event: ReadyInbound): InboundEntry {
  const { kind, channel, segments, media, costMicros, response } = event;
  const told = known({ segments, media, costMicros, response });
  if (entry === undefined) return { ...newEntry(event), kind, channel, class: event.class, ...told };
  const classOf = entry.class === 'other' ? event.class : entry.class;
  return { ...told, ...entry, ...learntBase(entry, event), class: classOf };
}

export function tallyInbound({ class: asks, startedAt, segments, costMicros, response }: InboundEntry): Tally {
  return {
    outcomes: {
      'o.inbound.received': 1,
      [`o.inbound.class.${asks}`]: 1,
      ...(response && { [`o.inbound.${response}`]: 1 }),
      ...(segments && { 'o.inbound.segments': segments }),
      ...(costMicros && { 'o.inbound.costMicros': costMicros }),
    },
    transitions: [{ measure: 't.inbound.received', at: startedAt }],
  };
}
