import * as z from 'zod';
import { parseRange, parseTimeOfDay, type ScaleName } from '../core/time-interval.ts';
import { timeZone } from './time-zone.ts';

const time = z.string().refine((text) => parseTimeOfDay(text) !== undefined, {
  message: 'write a time of day such as 09:00, up to 24:00',
});

const timeRange = z.strictObject({ from: time, to: time }).refine(({ from, to }) => from !== to, {
  path: ['to'],
  message: 'must differ from from: leave times out for the whole day',
});

const forms = {
  weekdays: 'monday or monday:friday',
  daysOfMonth: '1, 1:5, or -3:-1 for the last three days',
  months: 'january, 1 or november:february',
  years: '2026 or 2026:2027',
} as const satisfies Record<ScaleName, string>;

function ranges(scale: ScaleName) {
  const message = `write ${forms[scale]}`;
  const range = z
    .union([z.number(), z.string()], { error: message })
    .transform(String)
    .refine((text) => parseRange(scale, text) !== undefined, { message });
  return z.array(range).min(1, 'name at least one, or leave it out').optional();
}

/** `{ weekdays: ['monday:friday'], times: [{ from: '09:00', to: '17:00' }] }`: all that is said has to hold. */
export const intervalSettings = z
  .strictObject({
    times: z.array(timeRange).min(1, 'name at least one, or leave it out').optional(),
    weekdays: ranges('weekdays'),
    daysOfMonth: ranges('daysOfMonth'),
    months: ranges('months'),
    years: ranges('years'),
    zone: timeZone.optional(),
  })
  .refine(({ zone, ...said }) => Object.values(said).some((value) => value !== undefined), {
    message: 'say when: times, weekdays, daysOfMonth, months or years',
  });
