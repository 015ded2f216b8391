import * as z from 'zod';
import { day, minute } from '../core/time.ts';
import { duration } from '../rules/values.ts';

/** What people may do from a message. */
export const actionSettings = z.strictObject({
  /** How long the links in a message are good. */
  linksLast: duration
    .refine((millis) => millis >= minute && millis <= 30 * day, { message: 'from 1m to 30d' })
    .default(day),
});
