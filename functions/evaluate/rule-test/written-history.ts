import { addMeasures, type Counter, type Dimension, type Granularity, type Measures } from '../../core/counter.ts';
import { minute } from '../../core/time.ts';
import { bucketsTouching, type Span } from '../../query/bucket.ts';
import type { History } from '../../query/history.ts';
import { transitionsOf, withImplied } from './implied-measures.ts';
import { valueAt } from './minute-series.ts';
import { type Counted, scopesOf, type Usual } from './traffic.ts';

export type Written = {
  tenant: string;
  zone: string;
  /** Minute 0, epoch milliseconds. */
  start: number;
  series: readonly Counted[];
  usual: readonly Usual[];
};

/** Counters as a test writes them down: worked out when they are asked for, so that weeks cost nothing. */
export function writtenHistory(written: Written): History {
  const { tenant, zone } = written;
  const counters = (dimension: Dimension, granularity: Granularity, span: Span): Counter[] =>
    bucketsTouching(zone, granularity, span).flatMap(({ from, to, start }) =>
      [...valuesIn(written, dimension, { from, to })].map(([value, measures]) => {
        return { tenant, dimension, value, granularity, start, measures };
      }),
    );
  return {
    slice: async ({ dimension, granularity, from, to }) =>
      counters(dimension, granularity, { from, to }).filter(({ start }) => from <= start && start < to),
    get: async (ids) =>
      ids.flatMap(({ dimension, granularity, start, value }) =>
        counters(dimension, granularity, { from: start, to: start + minute }).filter((one) => one.value === value),
      ),
  };
}

function valuesIn(written: Written, dimension: Dimension, span: Span): Map<string, Measures> {
  const values = new Map<string, Measures>();
  const add = (labels: Counted['labels'], measures: Measures) => {
    for (const [one, value] of scopesOf(labels)) {
      if (one !== dimension) continue;
      const sum = values.get(value) ?? {};
      addMeasures(sum, withImplied(measures));
      if (one === 'total' || one === 'provider') addMeasures(sum, transitionsOf(withImplied(measures)));
      values.set(value, sum);
    }
  };
  for (const usual of written.usual) add(usual.labels, usualIn(usual, span, written.start));
  for (const counted of written.series) add(counted.labels, countedIn(counted, span, written.start));
  return new Map([...values].filter(([, measures]) => Object.keys(measures).length > 0));
}

function usualIn({ since, until, amounts }: Usual, { from, to }: Span, start: number): Measures {
  const minutes = Math.max(0, Math.min(to, start - until) - Math.max(from, start - since)) / minute;
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, amount * minutes]));
}

function countedIn({ amounts }: Counted, { from, to }: Span, start: number): Measures {
  const [first, last] = [Math.max(0, from - start) / minute, (to - start) / minute];
  const sum: Measures = {};
  for (const [name, series] of Object.entries(amounts)) {
    for (let at = first; at < last; at += 1) {
      const value = valueAt(series, at);
      if (value !== undefined) sum[name] = (sum[name] ?? 0) + value;
    }
  }
  return sum;
}
