import { type CounterId, type Dimension, type Measures, measure, sumOf, sumsByValue } from '../core/counter.ts';
import { hour } from '../core/time.ts';
import type { Bucket, Span } from './bucket.ts';
import { type AmountName, amounts, isAmount, isRatio, type RatioName, ratio } from './derived.ts';
import type { Slice } from './history.ts';
import { ladder, plan } from './plan.ts';
import { type Quality, qualityOf } from './quality.ts';
import { isOverflow, planRules, type QueryDeps } from './read-buckets.ts';

export type TopQuestion = Span & {
  tenant: string;
  /** Any but `user`: users are too many to be read side by side. */
  dimension: Exclude<Dimension, 'user'>;
  /** A measure such as `o.costMicros`, an amount such as `failures`, or a ratio such as `failureRate`; highest first. */
  by: RatioName | AmountName | `o.${string}` | `t.${string}` | `x.${string}`;
  limit: number;
  /** A ratio of fewer cases than these does not rank; 20 unless told (docs/measures.md). */
  minSamples?: number;
};

export type Row = { value: string; by: number; measures: Measures };

export type Top = {
  rows: Row[];
  /** All values beyond the limit, or that have nothing to be ranked by, together. */
  rest: { values: number; measures: Measures };
  /** What the daily cap counted as `other`: no value of its own. */
  other: Measures;
  quality: Quality;
};

/** Over less than this, edges are read by minutes, each a query; over more, whole hours are taken. */
const byMinutes = 3 * hour;

const usualSamples = 20;

/** The values of a dimension that have most of something, and all others in sum. */
export async function top(question: TopQuestion, deps: QueryDeps): Promise<Top> {
  const { dimension, tenant, from, to } = question;
  const rules = planRules(tenant, dimension, 'month', deps);
  const finest = to - from < byMinutes ? 'minute' : 'hour';
  const buckets = plan(question, { ...rules, ladder: ladder.slice(0, ladder.indexOf(finest) + 1) });
  const values = await readValues(buckets, { tenant, dimension }, deps);
  const other = sumOf([...values].filter(([value]) => isOverflow(value)).map(([, measures]) => measures));
  const named = [...values].filter(([value]) => !isOverflow(value));
  const ranked = named.flatMap(([value, measures]) => rowOf(value, measures, question)).sort(byAmount);
  const rows = ranked.slice(0, question.limit);
  const shown = new Set(rows.map(({ value }) => value));
  const beyond = named.filter(([value]) => !shown.has(value)).map(([, measures]) => measures);
  const apart = sumOf(named.map(([, measures]) => measures));
  return {
    rows,
    rest: { values: beyond.length, measures: sumOf(beyond) },
    other,
    quality: qualityOf({ now: rules.now, buckets, measures: sumOf([apart, other]), folded: other }, apart),
  };
}

function byAmount(a: Row, b: Row): number {
  return b.by - a.by || (a.value < b.value ? -1 : 1);
}

function rowOf(value: string, measures: Measures, { by, minSamples = usualSamples }: TopQuestion): Row[] {
  if (!isRatio(by)) {
    const amount = isAmount(by) ? amounts[by](measures) : measure(measures, by);
    return amount > 0 ? [{ value, by: amount, measures }] : [];
  }
  const { over, value: share } = ratio(measures, by);
  return share === undefined || over < minSamples ? [] : [{ value, by: share, measures }];
}

/** All values' measures, by value: one query for each run of buckets of one granularity and page of keys. */
async function readValues(
  buckets: readonly Bucket[],
  scope: Pick<Slice, 'tenant' | 'dimension'>,
  { history }: QueryDeps,
): Promise<Map<string, Measures>> {
  const wanted = new Set(buckets.map(nameOf));
  const found = await Promise.all(runsOf(buckets).map((run) => history.slice({ ...scope, ...run })));
  return sumsByValue(found.flat().filter((one) => wanted.has(nameOf(one))));
}

/** Neighbours of the same granularity, by the starts of their keys. */
function runsOf(buckets: readonly Bucket[]): Pick<Slice, 'granularity' | 'from' | 'to'>[] {
  const runs: Pick<Slice, 'granularity' | 'from' | 'to'>[] = [];
  for (const { granularity, start } of buckets) {
    const last = runs.at(-1);
    if (last?.granularity === granularity) last.to = start + 1;
    else runs.push({ granularity, from: start, to: start + 1 });
  }
  return runs;
}

function nameOf({ granularity, start }: Pick<CounterId, 'granularity' | 'start'>): string {
  return `${granularity} ${start}`;
}
