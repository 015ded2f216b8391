import * as z from 'zod';
import { instantOf } from '../core/calendar.ts';
import { intervalSettings } from './interval-settings.ts';
import { match } from './match-settings.ts';
import { name } from './names.ts';
import { timeZone } from './time-zone.ts';

const instant = z.string().refine((text) => instantOf('UTC', text) !== undefined, {
  message: 'write a time such as 2026-11-01T22:00, or 2026-11-01T22:00Z',
});

/** Nobody is told of the firing of what `match` matches while work is done: again and again, once, or again and again for a while. */
export const maintenanceSettings = z
  .strictObject({
    name: z.string().min(1),
    match: match.default([]),
    /** Names of `intervals`, any of which is enough, or an interval. */
    during: z
      .union([name, z.array(name).min(1, 'name at least one interval'), intervalSettings], {
        error: 'write the name of one of intervals, a list of such, or an interval',
      })
      .optional(),
    /** By the clocks of `zone`, if they have no offset. */
    from: instant.optional(),
    to: instant.optional(),
    /** Absent: the tenant's. */
    zone: timeZone.optional(),
    comment: z.string().optional(),
  })
  .refine(({ during, from, to }) => during !== undefined || (from !== undefined && to !== undefined), {
    message: 'say when: during, or from and to',
  })
  .refine(isForward, { path: ['to'], message: 'must be later than from' });

type Span = { from?: string | undefined; to?: string | undefined; zone?: string | undefined };

/** An end with an offset beside one without is compared as if the clocks were UTC's, unless the window says whose they are. */
function isForward({ from, to, zone = 'UTC' }: Span): boolean {
  if (from === undefined || to === undefined) return true;
  return (instantOf(zone, from) ?? 0) < (instantOf(zone, to) ?? 0);
}

const about = match.refine((matchers) => matchers.length > 0, { message: 'name at least one label' });

/** While what `source` matches fires, nobody is told of what `target` matches, if both agree in the labels of `equal`. */
export const inhibitSettings = z.strictObject({
  name: z.string().optional(),
  source: about,
  target: about,
  equal: z.array(z.string()).default([]),
});
