import * as z from 'zod';
import { day, hour, minute, parseDuration } from '../core/time.ts';
import { parseTime } from '../core/time-text.ts';
import type { Span } from '../query/bucket.ts';
import type { Quality } from '../query/quality.ts';
import { type Problem, problem } from './problem.ts';

/** A time in an answer: ISO 8601 in UTC, to the millisecond. */
export const timeSchema = z.iso.datetime().meta({ example: '2026-11-21T14:03:00.000Z' });

export function iso(at: number): string {
  return new Date(at).toISOString();
}

export const spanSchema = z.object({ from: timeSchema, to: timeSchema });

export function isoSpan({ from, to }: Span): z.infer<typeof spanSchema> {
  return { from: iso(from), to: iso(to) };
}

/** `value` is `of / over`; absent where there is nothing to divide by. */
export const ratioSchema = z
  .object({ of: z.number(), over: z.number(), value: z.number().optional() })
  .meta({ id: 'Ratio', description: '`value` is `of / over`; absent where there is nothing to divide by' });

const partSchema = z.object({ amount: z.number(), share: z.number().optional() });

/** How far an answer can be trusted. */
export const qualitySchema = z
  .object({
    asOf: timeSchema,
    covered: spanSchema.optional(),
    estimatedSegments: partSchema,
    estimatedCostMicros: partSchema,
    heardLate: z.number(),
    late: z.number(),
    conflicts: z.number(),
    folded: partSchema.optional(),
  })
  .meta({
    id: 'Quality',
    description:
      'How far the numbers can be trusted: what they cover, what of them was estimated, heard late, told in conflict, or folded into `other`',
  });

export function qualityAnswer({ asOf, covered, ...rest }: Quality): z.infer<typeof qualitySchema> {
  return { asOf: iso(asOf), ...(covered && { covered: isoSpan(covered) }), ...rest };
}

const time = z
  .string()
  .max(40)
  .meta({ description: 'ISO 8601; a date or time without an offset is of the tenant’s zone' });

/** The range of time of a question: `from` and `to`, or `last`. */
export const rangeQuery = {
  from: time.optional(),
  to: time.optional().meta({ description: 'Exclusive; default: now' }),
  last: z
    .string()
    .regex(/^\d+[mhd]$/, 'write a duration such as 30m, 24h or 7d')
    .optional()
    .meta({ description: 'Up to now instead of from and to: 30m, 24h, 7d', example: '24h' }),
};
type RangeQuery = { from?: string | undefined; to?: string | undefined; last?: string | undefined };

export type RangeLimits = {
  /** What is meant where nothing is said; milliseconds up to now. */
  usual: number;
  /** Milliseconds. */
  longest: number;
};

export const dayByDefault: RangeLimits = { usual: day, longest: 800 * day };

/** The span that a question means, or why it means none. */
export function rangeOf(
  query: RangeQuery,
  { zone, deps }: { zone: string; deps: { now(): number } },
  limits = dayByDefault,
): Span | Problem {
  const now = deps.now();
  if (query.last !== undefined && (query.from !== undefined || query.to !== undefined)) {
    return problem(400, 'last: write either last, or from and to');
  }
  const length = query.last === undefined ? limits.usual : (parseDuration(query.last) ?? limits.usual);
  const to = query.to === undefined ? now : parseTime(query.to, zone);
  const from = query.from === undefined ? to !== undefined && to - length : parseTime(query.from, zone);
  if (to === undefined) return problem(400, `to: ${unreadable(zone)}`);
  if (from === undefined || from === false) return problem(400, `from: ${unreadable(zone)}`);
  if (from >= to) return problem(400, 'from: write a time before to');
  if (to - from <= limits.longest) return { from, to };
  return problem(400, `the range is too long: write one of ${lengthText(limits.longest)} at most`);
}

function unreadable(zone: string): string {
  return `write 2026-11-21, or 2026-11-21T14:00 (of ${zone}), or 2026-11-21T19:00Z`;
}

function lengthText(millis: number): string {
  if (millis >= 2 * day) return `${Math.floor(millis / day)} days`;
  return millis >= 2 * hour ? `${Math.floor(millis / hour)} hours` : `${Math.floor(millis / minute)} minutes`;
}

/** How many are asked for. */
export function limitQuery(most: number, usual: number) {
  return z.coerce
    .number(`write a number from 1 to ${most}`)
    .int(`write a whole number from 1 to ${most}`)
    .min(1, `write a number from 1 to ${most}`)
    .max(most, `write a number from 1 to ${most}`)
    .default(usual)
    .meta({ description: 'How many at most' });
}

/** Where a list goes on: what the answer before it ended with. */
export const cursorQuery = z.string().max(500).optional().meta({ description: '`next` of the answer before' });
export const nextSchema = z.string().optional().meta({ description: 'There is more: ask again with `cursor`' });
