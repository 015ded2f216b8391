import * as z from 'zod';
import { parseDuration } from '../core/time.ts';
import { parseTime } from '../core/time-text.ts';
import type { Context } from './endpoint.ts';
import { type Problem, problem } from './problem.ts';

const form = 'write a duration such as 30m, 4h or 7d';

/** A duration, as text; milliseconds after parsing. */
export const lengthSchema = z
  .string(form)
  .regex(/^\d{1,9}(\.\d{1,3})?[smhd]$/, form)
  .transform((text) => parseDuration(text) ?? 0)
  .meta({ example: '4h' });

/** A time, as text; the zone that it is of is not known before the tenant is. */
export const timeText = z
  .string()
  .max(40)
  .meta({ description: 'ISO 8601; without an offset of the tenant’s zone', example: '2026-11-21T14:00' });

type Zoned = Pick<Context, 'zone'>;

/** Epoch milliseconds of a time that may be left out. @param name where it is written */
export function timeIn(text: string | undefined, name: string, { zone }: Zoned): { at: number | undefined } | Problem {
  if (text === undefined) return { at: undefined };
  const at = parseTime(text, zone);
  if (at !== undefined) return { at };
  return problem(400, `${name}: write 2026-11-21T14:00 (of ${zone}), or 2026-11-21T19:00Z`);
}
