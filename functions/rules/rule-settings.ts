import * as z from 'zod';
import { type Severity, severities } from '../core/severity.ts';
import { minute, parseDuration } from '../core/time.ts';
import { groupings, labelNames } from './grouping.ts';
import { duration, interval } from './values.ts';

const groupingForm = `group by one of: ${Object.keys(groupings)
  .map((labels) => `[${labels}]`)
  .join(', ')}`;

/** What becomes of an alert whose verdict is unknown (SEMANTICS 4.2). `nodata`: an alert of its own says so. */
const unknownModes = ['keep', 'ok', 'alerting', 'nodata'] as const;

const tagForm = 'a tag begins with a lower-case letter, has letters, digits and hyphens, and is no label';
const taken = ['rule', 'severity', 'tenant', 'noData', 'unit', 'id', ...labelNames];
const tagName = z.string().refine((name) => /^[a-z][A-Za-z0-9-]{0,62}$/.test(name) && !taken.includes(name), tagForm);

const tags = z
  .record(tagName, z.string().min(1, 'a tag has a value').max(200, 'at most 200 characters'), {
    error: ({ code }) => (code === 'invalid_key' ? tagForm : undefined),
  })
  .default({});

/** What every kind of rule has. Times in milliseconds after parsing. */
export const commonSettings = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens'),
  /** Off: kept in the file, not evaluated. */
  enabled: z.boolean().default(true),
  by: z
    .array(z.enum(labelNames))
    .default([])
    .refine((labels) => labels.join(',') in groupings, { message: groupingForm }),
  /** Only these values of a label: `{ errorCode: ['30034'] }`. */
  where: z.partialRecord(z.enum(labelNames), z.array(z.string()).min(1)).default({}),
  /** What routes, silences and inhibitions may go by beside the labels; no part of what makes alerts different ones. */
  tags,
  /** How often it is judged; whole minutes, at most a day. */
  every: interval.default(minute),
  /** How old a bucket must be before it is judged. */
  settle: duration.default(parseDuration('5m') ?? 0),
  /** How long the condition must have been gone before the alert resolves. */
  keepFiring: duration.default(0),
  /** The least time between two firing notices of the same alert on one channel; it survives a resolve. */
  cooldown: duration.default(parseDuration('60m') ?? 0),
  /** A reminder while it keeps firing; absent: none. */
  repeatInterval: duration.optional(),
  /** A firing alert whose verdict stays unknown for this long, and for two looks, is closed with the reason "no traffic". */
  staleAfter: duration.default(parseDuration('2h') ?? 0),
  onUnknown: z.enum(unknownModes).default('keep'),
  /** It flaps from so many changes within so many evaluations on (SEMANTICS 4.16). */
  flapping: z
    .strictObject({
      changes: z.number().int().min(2).default(4),
      evaluations: z.number().int().min(2).max(100).default(20),
    })
    .prefault({}),
  /** Off: it is judged and shown, and nobody is told; for parts of composite rules. */
  notify: z.boolean().default(true),
  /** The alert's headline; `{label}` and `{value}` are filled in. */
  summary: z.string(),
  /** What it means for people. */
  impact: z.string().optional(),
  /** The runbook's anchor. */
  runbook: z.string().optional(),
});

/** The sample gate, for everything that judges shares (SEMANTICS 4.11). */
export const gateSettings = {
  /** Fewer cases than this in the window: no verdict. */
  minSamples: z.number().int().positive().default(20),
  /** Fewer failures than this: never bad. */
  minFailures: z.number().int().nonnegative().default(5),
  /** `wilson`: bad only if the 95 % bound of the share crosses the threshold too. */
  bound: z.enum(['point', 'wilson']).default('point'),
};

/** How long it must be bad before the level fires. */
export const hold = duration.default(0);

/** What is bad, by severity. */
export function levels<Level extends z.ZodType>(level: Level) {
  return z.partialRecord(z.enum(severities), level).refine((when) => Object.keys(when).length > 0, {
    message: 'say what is bad for at least one severity',
  });
}

/** Bad when the value is lower, or when it is higher. @param example as written in messages: `90%`, `40` */
export function thresholdLevel<Limit extends z.ZodType>(limit: Limit, example: string | number) {
  const written = typeof example === 'number' ? example : `'${example}'`;
  return z.union([z.strictObject({ below: limit, for: hold }), z.strictObject({ above: limit, for: hold })], {
    error: `write { below: ${written}, for: '5m' } or { above: ${written}, for: '5m' }`,
  });
}

/** Of kinds that look at what is there at the tick: there is no window that could settle. */
export const noSettling = duration
  .refine((millis): boolean => millis === 0, { message: 'this kind looks at the very tick: leave it out' })
  .default(0);

/** What lies between two windows would never be judged. */
export function leavesNoGap({ every, window }: { every: number; window: number }): boolean {
  return every <= window;
}

export const gapIssue = {
  path: ['every'],
  message: 'must not be longer than window: what lies between two windows would never be judged',
};

/** A reminder must not undercut the cooldown. */
export function remindersFit(rule: { cooldown: number; repeatInterval?: number | undefined }): boolean {
  return rule.repeatInterval === undefined || rule.repeatInterval >= rule.cooldown;
}

export const reminderIssue = { path: ['repeatInterval'], message: 'must not be shorter than cooldown' };

type Bound = { below: number } | { above: number };

/** All levels look in the same direction, and a worse severity is further away. */
export function isOrdered({ when }: { when: Partial<Record<Severity, Bound>> }): boolean {
  const all = severities.flatMap((severity) => when[severity] ?? []);
  return all.every((mild, index) => {
    const worse = all[index - 1] ?? mild;
    if ('below' in mild) return 'below' in worse && worse.below <= mild.below;
    return 'above' in worse && worse.above >= mild.above;
  });
}

export const orderIssue = {
  path: ['when'],
  message: 'all levels say below, or all say above, and a worse severity is further away',
};

export function boundOf(level: Bound): number {
  return 'below' in level ? level.below : level.above;
}

/** Whether a rule's levels say `below`. */
export function looksBelow({ when }: { when: Partial<Record<Severity, object>> }): boolean {
  return Object.values(when).some((level) => 'below' in level);
}

/** The same for every severity level of a rule. */
export function mapLevels<Level, Result>(
  given: Partial<Record<Severity, Level>>,
  map: (level: Level, severity: Severity) => Result,
): Partial<Record<Severity, Result>> {
  const result: Partial<Record<Severity, Result>> = {};
  for (const severity of severities) {
    const level = given[severity];
    if (level !== undefined) result[severity] = map(level, severity);
  }
  return result;
}
