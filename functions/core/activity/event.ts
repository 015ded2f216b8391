import * as z from 'zod';
import type { ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';

export const generators = ['llm', 'template'] as const;
export const skipReasons = ['quiet-hours', 'daily-limit'] as const;

/** Something that the application did and no provider can know. */
export const deedSchema = z.discriminatedUnion('type', [
  /** It made a text: by a language model, or by the template it falls back to. */
  z.object({
    type: z.literal('generation'),
    via: z.enum(generators),
    costMicros: z.number().optional(),
    /** How long it took. */
    ms: z.number().optional(),
  }),
  /** It did not write to so many people. */
  z.object({ type: z.literal('skip'), reason: z.enum(skipReasons), count: z.number() }),
]);
export type Deed = z.infer<typeof deedSchema>;

type Told = { kind: 'activity'; deed: Deed };

/** One deed of the team's application. Its id is the application's own. */
export type ActivityEvent = EventBase & Told;

/** An {@link ActivityEvent} made ready for the journal. */
export type ReadyActivity = ReadyEvent & Told;
