import * as z from 'zod';
import { weekdays } from '../core/calendar.ts';
import { day, minute } from '../core/time.ts';
import { duration, interval } from '../rules/values.ts';
import { match } from './match-settings.ts';
import { name } from './names.ts';

const each = (what: string) => ({ error: `names ${what} twice` });
const isUnique = (names: readonly string[]) => new Set(names).size === names.length;

/** Notices are decided once a minute. */
const wait = duration.refine((millis) => millis % minute === 0 && millis <= day, {
  message: 'write whole minutes, from 0m to 24h',
});

const digest = z.strictObject({
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as 09:00'),
  weekdays: z.array(z.enum(weekdays)).min(1, 'name at least one day').optional(),
});

/**
 * Where alerts go, as a tree (SEMANTICS 4.5): `{ match: { severity: 'critical' }, to: ['pagerduty'] }`. The first route
 * that matches takes an alert; within it the first of its `routes`, and itself if none of these does.
 */
export const routeSettings = z.strictObject({
  /** Stays when routes are moved: a route without one is known by its place. */
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,62}$/,
      'a route’s name begins with a letter and has lower-case letters, digits and hyphens',
    )
    .optional(),
  match: match.default([]),
  /** Channels; absent: those of the route above. */
  to: z.array(name).min(1, 'name at least one channel').refine(isUnique, each('a channel')).optional(),
  /** Go on to the next route after this one has matched. */
  continue: z.boolean().default(false),
  /** Labels by whose values alerts are told together; absent: those of the route above, and `rule` and `provider` at the top. */
  groupBy: z.array(z.string()).refine(isUnique, each('a label')).optional(),
  /** From the first alert of a group to its first notice; absent: that of the route above, and a minute at the top. */
  wait: wait.optional(),
  /** From one notice of a group to the next; absent: that of the route above, and five minutes at the top. */
  interval: interval.optional(),
  /** Names of `intervals`: what fires is told only within one of these. */
  during: z.array(name).default([]),
  /** Names of `intervals`: what fires within one of these is told when it is over. */
  except: z.array(name).default([]),
  /** The name of one of `escalations`. */
  escalate: name.optional(),
  digest: digest.optional(),
  get routes(): z.ZodDefault<z.ZodArray<typeof routeSettings>> {
    return z.array(routeSettings).default([]);
  },
});
export type RouteInput = z.input<typeof routeSettings>;
