import { didYouMean } from '../../config/known-labels.ts';
import { type Dimension, measure } from '../../core/counter.ts';
import { type Histogram, histograms, latencyBuckets } from '../../core/histogram.ts';
import { percentiles } from '../../core/percentile.ts';
import { waitingOf } from '../../core/waiting.ts';
import { amounts, isAmount, isRatio, ratio, ratioNames } from '../../query/derived.ts';
import type { Point } from '../../query/series.ts';
import type { TopQuestion } from '../../query/top.ts';
import { isMeasure, namedMeasures } from '../../rules/measures.ts';

const ps = [50, 75, 90, 95, 99] as const;
type PercentileOf = { histogram: Histogram; p: number };

/** `receipt.p95` and its like. */
const percentileNames: ReadonlyMap<string, PercentileOf> = new Map(
  Object.keys(histograms)
    .filter(isHistogram)
    .flatMap((histogram) => ps.map((p) => [`${histogram}.p${p}`, { histogram, p }] as const)),
);

const workedOut = [...Object.keys(amounts), ...ratioNames];

export function isHistogram(name: string): name is Histogram {
  return Object.hasOwn(histograms, name);
}

/** Whether values of a dimension can be ranked by it: an amount, a ratio, a measure, or failures of a code. */
export function isRankName(name: string): name is TopQuestion['by'] {
  return isAmount(name) || isRatio(name) || /^x\.code\.[^.]+$/.test(name) || isMeasure(name);
}

/** Why a dimension has no numbers of this name; `undefined`: it has. */
export function nameIssue(name: string, dimension: Dimension, more: readonly string[] = []): string | undefined {
  if (more.includes(name)) return undefined;
  if (!isRankName(name)) {
    const meant = didYouMean(name.slice(0, 60), [...workedOut, ...more, ...namedMeasures]);
    const known = [...workedOut, ...more].join(', ');
    return `there is no "${name.slice(0, 60)}"${meant || '.'} There are ${known}, and the measures of docs/measures.md`;
  }
  const counted = !name.startsWith('t.') || dimension === 'total' || dimension === 'provider';
  return counted ? undefined : `${name} is counted of total and provider only; ask for an o.… measure`;
}

/** The same of what a graph may show, which has percentiles too. */
export function showIssue(name: string, dimension: Dimension): string | undefined {
  return nameIssue(name, dimension, [...percentileNames.keys()]);
}

/** A number of a point; `null`: there is nothing to divide by, nothing was timed, or it lies beyond what is known. */
export function shownValue(name: string, { from, measures }: Point, now: number): number | null {
  const asked = percentileNames.get(name);
  if (asked === undefined) {
    if (isRatio(name)) return ratio(measures, name).value ?? null;
    return isAmount(name) ? amounts[name](measures) : measure(measures, name);
  }
  const { histogram, p } = asked;
  const [found] = percentiles(latencyBuckets(measures, histogram), waitingOf([{ from, measures }], now, histogram), [
    p,
  ]);
  return found !== undefined && 'millis' in found ? found.millis : null;
}
