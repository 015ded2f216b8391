import * as z from 'zod';
import { instantOf } from '../core/calendar.ts';
import { turnDays } from '../core/on-call.ts';
import { e164 } from '../core/phone.ts';
import { byName, name } from './names.ts';
import { timeZone } from './time-zone.ts';

const dateForm = 'write a day such as 2026-01-05';
const timeForm = 'write a time of day such as 09:30';
const instantForm = 'write a time such as 2026-12-24T09:30, or 2026-12-24T09:30Z';

const personSettings = z.strictObject({
  name: z.string().min(1),
  phone: z.string().regex(e164, 'write the whole number, such as +14155550123').optional(),
  email: z.email().optional(),
});

const instant = z.string().refine((text) => instantOf('UTC', text) !== undefined, { message: instantForm });

/** An end with an offset beside one without is compared as if the schedule's clocks were UTC's. */
const takeOverSettings = z
  .strictObject({ person: name, from: instant, to: instant })
  .refine(({ from, to }) => (instantOf('UTC', from) ?? 0) < (instantOf('UTC', to) ?? 0), {
    path: ['to'],
    message: 'must be later than from',
  });

const scheduleSettings = z.strictObject({
  people: z.array(name).min(1, 'name at least one person'),
  every: z
    .string()
    .refine((text) => turnDays(text) !== undefined, { message: 'write 1w for a week, 1d for a day' })
    .default('1w'),
  start: z.string().refine((text) => instantOf('UTC', `${text}T00:00`) !== undefined, { message: dateForm }),
  handOff: z
    .string()
    .refine((text) => instantOf('UTC', `2026-01-05T${text}`) !== undefined && text.length === 5, { message: timeForm }),
  zone: timeZone.optional(),
  overrides: z.array(takeOverSettings).default([]),
});

/** Who is on call, and when. */
export const onCallSettings = z.strictObject({
  people: byName(personSettings).default({}),
  schedules: byName(scheduleSettings).default({}),
});
