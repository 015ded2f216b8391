import * as z from 'zod';
import type { ReadyEvent } from '../entry-base.ts';
import type { EventBase } from '../event-base.ts';

export const generators = ['llm', 'template'] as const;
export const skipReasons = ['quiet-hours', 'daily-limit'] as const;
/** `client-error`: the API refused it, as with 4xx. `server-error`: it could not, as with 5xx or a lost connection. */
export const callOutcomes = ['ok', 'client-error', 'server-error', 'timeout'] as const;
export const regulations = ['tcpa', '10dlc'] as const;
export const breaches = ['consent', 'quiet-hours', 'rate-limit', 'content', 'registration', 'other'] as const;
export const retryOutcomes = ['succeeded', 'failed'] as const;

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
  /** It called an API. */
  z.object({
    type: z.literal('api-call'),
    /** A name of the configuration's `reports.apis`. */
    target: z.string(),
    outcome: z.enum(callOutcomes),
    /** How long it took. */
    ms: z.number().optional(),
  }),
  /** It found that a message broke a rule that it has to keep. */
  z.object({ type: z.literal('violation'), regulation: z.enum(regulations), reason: z.enum(breaches) }),
  /** It tried a message or call again that had failed. */
  z.object({ type: z.literal('retry'), outcome: z.enum(retryOutcomes) }),
  /** Something of the team's own; `name` is one of the configuration's `reports.counts`. */
  z.object({ type: z.literal('count'), name: z.string(), amount: z.number() }),
]);
export type Deed = z.infer<typeof deedSchema>;

type Told = { kind: 'activity'; deed: Deed };

/** One deed of the team's application. Its id is the application's own. */
export type ActivityEvent = EventBase & Told;

/** An {@link ActivityEvent} made ready for the journal. */
export type ReadyActivity = ReadyEvent & Told;
