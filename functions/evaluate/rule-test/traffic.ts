import * as z from 'zod';
import { nearest } from '../../config/nearest.ts';
import type { Dimension, Measures } from '../../core/counter.ts';
import { day } from '../../core/time.ts';
import { measureNames } from '../../rules/amounts.ts';
import { type LabelName, type Labels, labelNames } from '../../rules/grouping.ts';
import { duration } from '../../rules/values.ts';
import { type MinuteSeries, minuteSeries } from './minute-series.ts';

/** What was counted of something with these labels, by measure. */
export type Counted = { labels: Labels; amounts: Readonly<Record<string, MinuteSeries>> };
/** What was counted in every minute of the time before; `since` and `until`: so long before it, in milliseconds. */
export type Usual = { labels: Labels; since: number; until: number; amounts: Measures };

const labelsSchema = z
  .partialRecord(z.enum(labelNames), z.union([z.string(), z.number()]).transform(String))
  .default({})
  .refine((labels) => labels.provider !== undefined || !(labels.carrier ?? labels.errorCode), {
    message: 'a carrier and an error code are a provider’s: name it too',
  });

/** What a test counts: labels and, beside them, amounts by name. */
export const countedSchema = z
  .object({ labels: labelsSchema })
  .catchall(minuteSeries)
  .transform(({ labels, ...amounts }, context): Counted => ({ labels, amounts: byMeasure(amounts, labels, context) }));

const perMinute = z.number({ error: 'write how many a minute, such as 100' }).nonnegative();

/** What was counted in every minute of the time before. @param usually for so long, in milliseconds, unless it is said */
export function countedBefore(usually: number) {
  return z
    .object({ labels: labelsSchema, since: duration.default(usually), until: duration.default(0) })
    .catchall(perMinute)
    .transform(({ labels, since, until, ...amounts }, context): Usual => {
      return { labels, since, until, amounts: byMeasure(amounts, labels, context) };
    });
}

export const usualSchema = countedBefore(70 * day);

type Context = z.core.$RefinementCtx;

function byMeasure<T>(amounts: Readonly<Record<string, T>>, labels: Labels, context: Context): Record<string, T> {
  const result: Record<string, T> = {};
  for (const [name, amount] of Object.entries(amounts)) {
    const measure = isMeasure(name) ? name : measureNames[name];
    const message = measure === undefined ? unknownText(name) : misplaced(measure, labels);
    if (message !== undefined) context.addIssue({ code: 'custom', message, path: [name] });
    if (measure !== undefined) result[measure] = amount;
  }
  return result;
}

function isMeasure(name: string): boolean {
  return /^[otx]\.\S+$/.test(name);
}

function unknownText(name: string): string {
  const meant = nearest(name, Object.keys(measureNames));
  if (meant !== undefined) return `"${name}" is not counted; did you mean "${meant}"?`;
  return `"${name}" is not counted by itself. There are: ${Object.keys(measureNames).join(', ')}, and measures such as o.receipt.10`;
}

const failing = /^o\.(started|sent|undelivered|failed|error\..*|.*Micros|segments)$/;

function misplaced(measure: string, { errorCode }: Labels): string | undefined {
  if (errorCode === undefined || failing.test(measure)) return undefined;
  return 'with an error code only messages are counted that failed: give undelivered or failed';
}

/** The scopes that are counted, and the values in them. */
export function scopesOf(labels: Labels): [Dimension, string][] {
  const { provider, carrier, errorCode } = labels;
  const scopes: [Dimension, string][] = [['total', 'all']];
  if (provider !== undefined) scopes.push(['provider', provider], ['carrier', `${provider}|${carrier ?? 'unknown'}`]);
  if (provider !== undefined && errorCode !== undefined) scopes.push(['errorCode', `${provider}|${errorCode}`]);
  for (const name of ['country', 'campaign', 'sender', 'pool', 'template'] as const satisfies LabelName[]) {
    const value = labels[name];
    if (value !== undefined) scopes.push([name, value]);
  }
  return scopes;
}
