import type * as z from 'zod';
import { application } from '../../core/activity/application.ts';
import type { Deed } from '../../core/activity/event.ts';
import { known } from '../../core/entry-base.ts';
import type { EventBase } from '../../core/event-base.ts';
import type { Told } from '../summary.ts';
import { idsOf, type Labels } from './ids-of.ts';
import { apiCallSchema, countSchema, generationSchema, retrySchema, skipSchema, violationSchema } from './payload.ts';
import { problem } from './problem.ts';

type Read = (item: unknown, place: string) => Told;

/** How the deeds of an application are read, by their type. */
export const deedReaders = {
  generation: reader(generationSchema, ({ via, costMicros, ms }) => ({
    type: 'generation',
    via,
    ...known({ costMicros, ms }),
  })),
  skip: reader(skipSchema, ({ reason, count = 1 }) => ({ type: 'skip', reason, count })),
  'api-call': reader(apiCallSchema, ({ target, outcome, ms }) => ({
    type: 'api-call',
    target,
    outcome,
    ...known({ ms }),
  })),
  violation: reader(violationSchema, ({ regulation, reason }) => ({ type: 'violation', regulation, reason })),
  retry: reader(retrySchema, ({ outcome }) => ({ type: 'retry', outcome })),
  count: reader(countSchema, ({ name, amount = 1 }) => ({ type: 'count', name, amount })),
} satisfies Record<Deed['type'], Read>;

type Report = Labels & Pick<EventBase, 'id' | 'at'>;

function reader<Schema extends z.ZodType<Report>>(schema: Schema, deedOf: (report: z.output<Schema>) => Deed): Read {
  return (item, place) => {
    const parsed = schema.safeParse(item);
    if (!parsed.success) return problem(parsed.error, place);
    const { id, at } = parsed.data;
    const event = { kind: 'activity', provider: application, id, at, ownIds: idsOf(parsed.data) } as const;
    return { event: { ...event, deed: deedOf(parsed.data) } };
  };
}
