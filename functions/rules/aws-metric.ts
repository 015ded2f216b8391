import * as z from 'zod';
import type { Evidence } from '../core/alert.ts';
import { countText } from '../core/number-text.ts';
import type { Severity } from '../core/severity.ts';
import { minute } from '../core/time.ts';
import { valueText } from '../core/unit.ts';
import { type Measured, verdict } from '../core/verdict.ts';
import { known } from './evidence.ts';
import type { Judgement, Look, RuleKind, RuleWords, Span } from './rule-kind.ts';
import {
  boundOf,
  commonSettings,
  gateSettings,
  isOrdered,
  levels,
  looksBelow,
  mapLevels,
  orderIssue,
  thresholdLevel,
} from './rule-settings.ts';
import { interval, share, shareForm, wholeMinutes } from './values.ts';
import { settledWindow } from './windows.ts';

const statistic = z
  .string()
  .regex(
    /^(Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)$/,
    'Sum, Average, Minimum, Maximum, SampleCount, p95',
  );

const levelsWritten = levels(thresholdLevel(z.number().or(z.string()), '5%'));

const settings = commonSettings
  .extend({
    ...gateSettings,
    kind: z.literal('aws-metric'),
    /** `{stage}` is filled in, here and in the values of dimensions. */
    namespace: z.string().min(1),
    metric: z.string().min(1),
    dimensions: z.record(z.string(), z.string()).default({}),
    statistic,
    /** What one data point spans. */
    period: wholeMinutes.default(minute),
    /**
     * What is judged, whole periods; default: one. Sums and counts are added up, of minima and maxima the furthest
     * counts; of averages and percentiles, which cannot be put together, their mean.
     */
    window: wholeMinutes.optional(),
    /** Another metric of the same namespace and dimensions: the value is the share of it. */
    over: z.string().min(1).optional(),
    /** What the metric is measured in, for the words of notices. */
    unit: z.enum(['number', 'count', 'millis', 'percent']).optional(),
    /** What a window without data points is. */
    missing: z.enum(['unknown', 'zero']).default('unknown'),
    /** CloudWatch takes money for each metric that is asked for: every minute would cost five times as much. */
    every: interval.default(5 * minute),
    /** Numbers; with `over` shares. Kept as they are written. */
    when: levelsWritten,
  })
  .superRefine(({ over, when }, context) => {
    for (const [severity, level] of Object.entries(when)) {
      const message = limitIssue('below' in level ? level.below : level.above, over);
      const path = ['when', severity, 'below' in level ? 'below' : 'above'];
      if (message !== undefined) context.addIssue({ code: 'custom', path, message, continue: false });
    }
  })
  .refine(({ when }) => isOrdered({ when: numbersOf(when) }), orderIssue)
  .refine(({ by }) => by.length === 0, { path: ['by'], message: 'it is about one metric: leave it out' })
  .refine(({ over, unit }) => over === undefined || unit === undefined, {
    path: ['unit'],
    message: 'a share has none: leave it out',
  })
  .refine(({ window, period }) => (window ?? period) % period === 0, {
    path: ['window'],
    message: 'must be a multiple of period',
  });
type AwsMetricRule = z.output<typeof settings>;

function numbersOf(when: z.output<typeof levelsWritten>) {
  return mapLevels(when, (level) =>
    'below' in level ? { below: numberOf(level.below) } : { above: numberOf(level.above) },
  );
}

function limitIssue(limit: number | string, over: string | undefined): string | undefined {
  if (over !== undefined) return share.safeParse(limit).success ? undefined : shareForm;
  return typeof limit === 'number' ? undefined : 'write a number: it is no share without over';
}

function numberOf(limit: number | string): number {
  return typeof limit === 'number' ? limit : (share.safeParse(limit).data ?? Number.NaN);
}

/** A metric of CloudWatch, for the health of what Wirewatch and the team run on. Composite rules ask for it whenever they are judged. */
export const awsMetric = {
  settings,
  async judge(rule: AwsMetricRule, look: Look): Promise<Judgement> {
    const window = alignedWindow(rule, look.tick);
    const [value, whole] = await Promise.all([
      readValue(rule, rule.metric, window, look),
      rule.over === undefined ? undefined : readValue(rule, rule.over, window, look),
    ]);
    const measured = rule.over === undefined ? plainly(value) : shareIn(value, whole, looksBelow(rule));
    const gate = rule.over === undefined ? { minSamples: 0, minFailures: 0, bound: 'point' as const } : rule;
    const verdicts = mapLevels(numbersOf(rule.when), (level) => verdict(measured, level, gate));
    return { series: [{ labels: {}, verdicts, evidence: { ...known(measured), window, codes: [], hit: [] } }] };
  },
  uncounted: true,
  ofAllTenants: true,
  words(rule: AwsMetricRule, severity: Severity, { sample, failures }: Evidence): RuleWords {
    const unit = rule.over === undefined ? (rule.unit ?? 'number') : 'share';
    const over = rule.over === undefined ? '' : ` over ${rule.over}`;
    const part = looksBelow(rule) ? sample - failures : failures;
    const level = numbersOf(rule.when)[severity];
    return {
      unit,
      threshold: level && `threshold ${valueText(boundOf(level), unit)}`,
      counted: rule.over && `${rule.metric} ${countText(part)}, ${rule.over} {sample}`,
      facts: [`${rule.statistic} of ${rule.namespace.replace('/{stage}', '')} ${rule.metric}${over}`],
    };
  },
} satisfies RuleKind<typeof settings>;

/** CloudWatch's periods begin at multiples of their length. */
function alignedWindow({ settle, period, window = period }: AwsMetricRule, tick: number): Span {
  const { to } = settledWindow({ window, settle }, tick);
  const end = Math.floor(to / period) * period;
  return { from: end - window, to: end };
}

async function readValue(rule: AwsMetricRule, name: string, window: Span, { stage, read }: Look) {
  const { statistic: by, period } = rule;
  const filledIn = (text: string) => text.replaceAll('{stage}', stage);
  const namespace = filledIn(rule.namespace);
  const filled = Object.entries(rule.dimensions).map(([key, value]) => [key, filledIn(value)]);
  const dimensions: Record<string, string> = Object.fromEntries(filled);
  const points = await read.metric({ namespace, name, dimensions, statistic: by, period }, window);
  if (points.length === 0) return rule.missing === 'zero' ? 0 : undefined;
  return putTogether(
    by,
    points.map(({ value }) => value),
  );
}

/** What a statistic of several periods is for all of them. */
export function putTogether(by: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (by === 'Sum' || by === 'SampleCount') return sum;
  if (by === 'Minimum') return Math.min(...values);
  return by === 'Maximum' ? Math.max(...values) : sum / values.length;
}

function plainly(value: number | undefined): Measured {
  return { value, sample: 0, failures: 0 };
}

function shareIn(part: number | undefined, whole: number | undefined, below: boolean): Measured {
  if (part === undefined || whole === undefined || whole <= 0) return plainly(undefined);
  return { value: part / whole, sample: whole, failures: below ? Math.max(0, whole - part) : part };
}
