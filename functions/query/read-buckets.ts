import { type CounterId, type Dimension, type Granularity, type Measures, sumOf } from '../core/counter.ts';
import { cappedDimensions, overflow } from '../core/label-cap.ts';
import type { Retention } from '../core/retention.ts';
import { minute } from '../core/time.ts';
import type { Bucket, Span } from './bucket.ts';
import type { History } from './history.ts';
import { ladder, type PlanRules, plan } from './plan.ts';

export type QueryDeps = {
  history: History;
  tenants: Readonly<Record<string, { timeZone: string }>>;
  retention: Retention;
  now(): number;
};

/** Whose counters are asked for, over `[from, to)`. */
export type Question = Span & {
  tenant: string;
  dimension: Dimension;
  /** The scope inside its dimension, as in counters: `all`, `telnyx`, `telnyx|AT&T`, `spring-promo`. */
  value: string;
};

export type ReadBucket = Bucket & { measures: Measures };

/** What was read to answer a question. */
export type Reading = {
  now: number;
  zone: string;
  buckets: ReadBucket[];
  /** All that the buckets hold. */
  measures: Measures;
  /** What the same buckets hold of `other`, where values of this dimension may be folded. */
  folded?: Measures;
};

/** How a tenant's counters may be read now. Of users there are days only. */
export function planRules(tenant: string, dimension: Dimension, coarsest: Granularity, deps: QueryDeps): PlanRules {
  const { tenants, retention } = deps;
  const found = Object.hasOwn(tenants, tenant) ? tenants[tenant] : undefined;
  if (found === undefined) throw new Error(`no tenant ${tenant}: there are ${Object.keys(tenants).join(', ')}`);
  const rules = { zone: found.timeZone, now: deps.now(), retention };
  return dimension === 'user' ? { ...rules, ladder: ['day'], coarsest: 'day' } : { ...rules, ladder, coarsest };
}

/** Ages of what waits are known to the bucket: a short span is read by minutes, even where whole hours would serve. */
export function coarsestForAges({ from, to }: Span): Granularity {
  return to - from <= 90 * minute ? 'minute' : 'month';
}

/** Reads the buckets of one value in one batch of known keys, and those of `other` with them. */
export async function readBuckets(question: Question, coarsest: Granularity, deps: QueryDeps): Promise<Reading> {
  const rules = planRules(question.tenant, question.dimension, coarsest, deps);
  return readPlanned(question, plan(question, rules), rules, deps);
}

export async function readPlanned(
  { tenant, dimension, value }: Omit<Question, 'from' | 'to'>,
  buckets: readonly Bucket[],
  { zone, now }: PlanRules,
  { history }: Pick<QueryDeps, 'history'>,
): Promise<Reading> {
  const other = overflowBeside(dimension, value);
  const values = other === undefined ? [value] : [value, other];
  const ids = values.flatMap((one) =>
    buckets.map(({ granularity, start }): CounterId => ({ tenant, dimension, value: one, granularity, start })),
  );
  const found = new Map<string, Measures>();
  for (const counter of ids.length > 0 ? await history.get(ids) : []) found.set(nameOf(counter), counter.measures);
  const of = (one: string, bucket: Bucket) => found.get(nameOf({ ...bucket, value: one })) ?? {};
  const read = buckets.map((bucket) => ({ ...bucket, measures: of(value, bucket) }));
  const folded = other !== undefined && sumOf(buckets.map((bucket) => of(other, bucket)));
  return {
    now,
    zone,
    buckets: read,
    measures: sumOf(read.map(({ measures }) => measures)),
    ...(folded && { folded }),
  };
}

/** The value under which what was too much of a dimension is counted, beside a value that is not it. */
function overflowBeside(dimension: Dimension, value: string): string | undefined {
  if (isOverflow(value) || !cappedDimensions.some((one) => one === dimension)) return undefined;
  const [provider, rest] = value.split('|');
  return rest === undefined ? overflow : `${provider}|${overflow}`;
}

/** `other`, or `twilio|other`. */
export function isOverflow(value: string): boolean {
  return value.split('|').at(-1) === overflow;
}

function nameOf({ value, granularity, start }: Pick<CounterId, 'value' | 'granularity' | 'start'>): string {
  return `${granularity} ${start} ${value}`;
}
