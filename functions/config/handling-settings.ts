import * as z from 'zod';
import { day, hour, minute } from '../core/time.ts';
import { duration } from '../rules/values.ts';

const positive = duration.refine((millis) => millis > 0, { message: 'must be longer than none' });

/** How long an acknowledgement lasts, and how soon there has to be one. Durations in milliseconds after parsing. */
export const handlingSettings = z.strictObject({
  /** After that long it is to be confirmed; absent: it holds until the alert has ended. */
  remindAfter: positive.optional(),
  /** What is not confirmed in that time is no longer acknowledged. */
  confirmWithin: positive.default(30 * minute),
  /** How soon somebody has to have acknowledged an alert; `info` waits for nobody. */
  respondWithin: z
    .strictObject({
      critical: positive.default(15 * minute),
      high: positive.default(hour),
      medium: positive.default(4 * hour),
      low: positive.default(day),
    })
    .prefault({}),
});
