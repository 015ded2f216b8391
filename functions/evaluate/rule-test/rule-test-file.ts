import * as z from 'zod';
import { noticeKinds, noticeReasons } from '../../core/alert.ts';
import { registrationStatuses, registrationUnits } from '../../core/registration/event.ts';
import { severities } from '../../core/severity.ts';
import { minute, parseDuration } from '../../core/time.ts';
import { minuteSeries } from './minute-series.ts';
import { countedSchema, usualSchema } from './traffic.ts';

const timeForm = 'write a time such as 25m, or two of them such as 0m..24m';

/** The minutes that a key such as `25m` or `0m..24m` names. */
const times = z.string().transform((text, context): { first: number; last: number } => {
  const [first, last = first] = text.split('..').map((part) => parseDuration(part.trim()));
  const areWhole = [first, last].every((at) => at !== undefined && at % minute === 0);
  if (first !== undefined && last !== undefined && first <= last && areWhole) return { first, last };
  context.addIssue({ code: 'custom', message: timeForm });
  return z.NEVER;
});

/** What holds at which times, by time. */
function byTime<Item extends z.ZodType>(item: Item) {
  return z.record(z.string(), z.array(item)).transform((given, context) =>
    Object.entries(given).flatMap(([key, items]) => {
      const parsed = times.safeParse(key);
      if (parsed.success) return { ...parsed.data, items };
      context.addIssue({ code: 'custom', message: timeForm, path: [key] });
      return [];
    }),
  );
}

const labels = z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({});

const valueForm = 'write a value such as 0.6, 60%, 12s or $4.50';

/** In the unit in which the kind of rule measures: shares of 1, milliseconds, micro-dollars. */
const value = z.union([z.number(), z.string()], { error: valueForm }).transform((given, context) => {
  const number = typeof given === 'number' ? given : numberOf(given);
  if (number !== undefined) return number;
  context.addIssue({ code: 'custom', message: valueForm });
  return z.NEVER;
});

function numberOf(text: string): number | undefined {
  const share = /^(-?\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  const dollars = /^\$(\d+(?:\.\d+)?)$/.exec(text)?.[1];
  if (share !== undefined) return Number(share) / 100;
  return dollars === undefined ? parseDuration(text) : Math.round(Number(dollars) * 1e6);
}

/** An alert that is open at a time. What is not said is not compared. */
const expectedAlert = z.strictObject({
  rule: z.string().optional(),
  labels,
  state: z.enum(['pending', 'firing']).default('firing'),
  severity: z.enum(severities).optional(),
  value: value.optional(),
});
export type ExpectedAlert = z.output<typeof expectedAlert>;

/** A notice that is sent at a time, on one channel or several. */
const expectedNotice = z.strictObject({
  rule: z.string().optional(),
  labels,
  kind: z.enum(noticeKinds).default('firing'),
  severity: z.enum(severities).optional(),
  reason: z.enum(noticeReasons).optional(),
  channel: z.string().optional(),
});
export type ExpectedNotice = z.output<typeof expectedNotice>;

const minuteTime = z.string().transform((text, context) => {
  const parsed = times.safeParse(text);
  if (parsed.success && parsed.data.first === parsed.data.last) return parsed.data.first;
  context.addIssue({ code: 'custom', message: 'write a time such as 25m' });
  return z.NEVER;
});

const registration = z.strictObject({
  provider: z.string(),
  unit: z.enum(registrationUnits),
  id: z.string(),
  status: z.enum(registrationStatuses),
  /** When this news comes; without it, it has been so for a day. */
  at: minuteTime.optional(),
  /** The provider's word and reason, as notices tell them. */
  word: z.string().optional(),
  reason: z.string().optional(),
});
export type RegistrationNews = z.output<typeof registration>;

const metric = z.strictObject({
  namespace: z.string(),
  metric: z.string(),
  statistic: z.string().optional(),
  dimensions: z.record(z.string(), z.string()).optional(),
  values: minuteSeries,
});
export type MetricSeries = z.output<typeof metric>;

const oneOrMore = z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1)]);

const ruleTest = z
  .strictObject({
    name: z.string(),
    /** The rules that are tested, on or off in the configuration; without it, all that are on. */
    rule: oneOrMore.optional(),
    /** Minute 0. */
    start: z.iso.datetime({ offset: true }).or(z.date()).default('2025-06-02T14:00:00Z'),
    /** The tenant's zone; without it, that of the configuration's first tenant. */
    zone: z.string().optional(),
    series: z.array(countedSchema).default([]),
    usual: z.array(usualSchema).default([]),
    gauges: z.record(z.string(), minuteSeries).default({}),
    registrations: z.array(registration).default([]),
    metrics: z.array(metric).default([]),
    /** All alerts that are open at these times. */
    alerts: byTime(expectedAlert).default([]),
    /** All notices that are sent, from minute 0 to the end; without it they are not looked at. */
    notices: byTime(expectedNotice).optional(),
    /** The last minute; without it, the last one that something is expected of. */
    until: minuteTime.optional(),
  })
  .refine(({ alerts, notices }) => alerts.length > 0 || notices !== undefined, {
    path: ['alerts'],
    message: 'say what is expected, such as 25m: [{ state: firing }]; [] is no alert',
  });
export type RuleTest = z.output<typeof ruleTest>;
export type Timed<Item> = { first: number; last: number; items: readonly Item[] };

/** A file of tests of rules. */
export const ruleTestFile = z.strictObject({
  /** Rules in place of those of the configuration. */
  rules: z.array(z.unknown()).optional(),
  tests: z.array(ruleTest).min(1),
});
/** What a file in TypeScript exports by default: `export default { tests: […] } satisfies RuleTestFile`. */
export type RuleTestFile = z.input<typeof ruleTestFile>;
