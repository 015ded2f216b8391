import * as z from 'zod';
import { type Severity, severities } from '../core/severity.ts';
import { minute, parseDuration } from '../core/time.ts';

/** A duration: text such as `15m`, or milliseconds. Parsed to milliseconds; parsing the result again changes nothing. */
export const duration = z.union([z.number().int().nonnegative(), z.string()]).transform((value, context) => {
  const millis = typeof value === 'number' ? value : parseDuration(value);
  if (millis !== undefined) return millis;
  context.addIssue({ code: 'custom', message: 'write a duration such as 30s, 15m, 2h or 3d' });
  return z.NEVER;
});

/** A duration that buckets can be summed over. */
export const wholeMinutes = duration.refine((millis) => millis > 0 && millis % minute === 0, {
  message: 'write whole minutes, at least 1m',
});

/** A share: text such as `90%`, or a number from 0 to 1. Parsed to the number. */
export const share = z.union([z.number().min(0).max(1), z.string()]).transform((value, context) => {
  if (typeof value === 'number') return value;
  const match = /^(\d+(?:\.\d+)?)\s*%$/.exec(value);
  if (match && Number(match[1]) <= 100) return Number(match[1]) / 100;
  context.addIssue({ code: 'custom', message: 'write a share such as 90% or 0.9' });
  return z.NEVER;
});

/** The label names a rule may group by; each list is one dimension of the counters. */
export const groupings = {
  '': 'total',
  provider: 'provider',
  'provider,carrier': 'carrier',
  country: 'country',
  campaign: 'campaign',
  'provider,errorCode': 'errorCode',
} as const;

/** What every kind of rule has. Times in milliseconds after parsing. */
export const commonSettings = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens'),
  /** Off: kept in the file, not evaluated. */
  enabled: z.boolean().default(true),
  by: z
    .array(z.enum(['provider', 'carrier', 'country', 'campaign', 'errorCode']))
    .default([])
    .refine((labels) => labels.join(',') in groupings, {
      message: `group by one of: ${Object.keys(groupings)
        .map((labels) => `[${labels}]`)
        .join(', ')}`,
    }),
  /** How old a bucket must be before it is judged. */
  settle: duration.default(parseDuration('5m') ?? 0),
  /** How long the condition must have been gone before the alert resolves. */
  keepFiring: duration.default(0),
  /** The least time between two firing notices of the same alert on one channel; it survives a resolve. */
  cooldown: duration.default(parseDuration('60m') ?? 0),
  /** A reminder while it keeps firing; absent: none. */
  repeatInterval: duration.optional(),
  /** A firing alert whose verdict stays unknown for this long is closed with the reason "no traffic". */
  staleAfter: duration.default(parseDuration('2h') ?? 0),
  /** Fewer messages than this in the window: no verdict. */
  minSamples: z.number().int().positive().default(20),
  /** Fewer failures than this: never bad. */
  minFailures: z.number().int().nonnegative().default(5),
  /** The alert's headline; `{label}` and `{value}` are filled in. */
  summary: z.string(),
  /** What it means for people. */
  impact: z.string().optional(),
  /** The runbook's anchor. */
  runbook: z.string().optional(),
});

/** A reminder must not undercut the cooldown. */
export function remindersFit(rule: { cooldown: number; repeatInterval?: number | undefined }): boolean {
  return rule.repeatInterval === undefined || rule.repeatInterval >= rule.cooldown;
}

/** The same for every severity level of a rule. */
export function mapLevels<Level, Result>(
  levels: Partial<Record<Severity, Level>>,
  map: (level: Level) => Result,
): Partial<Record<Severity, Result>> {
  const result: Partial<Record<Severity, Result>> = {};
  for (const severity of severities) {
    const level = levels[severity];
    if (level !== undefined) result[severity] = map(level);
  }
  return result;
}
