import * as z from 'zod';
import { day, minute, parseDuration } from '../core/time.ts';

const durationForm = 'write a duration such as 30s, 15m, 2h or 3d';

/** A duration: text such as `15m`, or milliseconds. Parsed to milliseconds; parsing the result again changes nothing. */
export const duration = z
  .union([z.number().int(durationForm).nonnegative(durationForm), z.string()], { error: durationForm })
  .transform((value, context) => {
    const millis = typeof value === 'number' ? value : parseDuration(value);
    if (millis !== undefined) return millis;
    context.addIssue({ code: 'custom', message: durationForm });
    return z.NEVER;
  });

/** A duration that buckets can be summed over. Hours, of which long ones are made, are kept for a time. */
export const wholeMinutes = duration.refine((millis) => millis > 0 && millis % minute === 0 && millis <= 32 * day, {
  message: 'write whole minutes, from 1m to 32d',
});

/** How often something is judged. */
export const interval = wholeMinutes.refine((millis) => millis <= day, { message: 'at most 24h' });

export const shareForm = 'write a share such as 90% or 0.9';

/** A share: text such as `90%`, or a number from 0 to 1. Parsed to the number. */
export const share = z
  .union([z.number().min(0, shareForm).max(1, shareForm), z.string()], { error: shareForm })
  .transform((value, context) => {
    if (typeof value === 'number') return value;
    const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(value);
    if (match && Number(match[1]) <= 100) return Number(match[1]) / 100;
    context.addIssue({ code: 'custom', message: shareForm });
    return z.NEVER;
  });

const dollarForm = 'write dollars such as $0.0083, with at most six decimals';

/** Micro-dollars: text such as `$0.0083`, at most six decimals, or whole micro-dollars, which parsing again leaves alone. */
export const dollars = z.union([z.number(), z.string()], { error: dollarForm }).transform((value, context) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const match = /^\$(\d{1,6})(?:\.(\d{1,6}))?$/.exec(String(value));
  if (match) return Number(match[1]) * 1e6 + Number((match[2] ?? '').padEnd(6, '0'));
  context.addIssue({ code: 'custom', message: dollarForm });
  return z.NEVER;
});
