import type { Verdict } from '../../functions/core/alert.ts';
import type * as verdictModule from '../../functions/core/verdict.ts';

export type VerdictVector = {
  id: string;
  /** Hits of the sample: the value is their share. */
  hits: number;
  sample: number;
  /** Failures; for `below` the rest of the sample unless said, for `above` the hits. */
  failures?: number;
  threshold: verdictModule.Threshold;
  bound?: 'point' | 'wilson';
  minSamples?: number;
  minFailures?: number;
  verdict: Verdict;
};

/** SEMANTICS 4.11, and the sample gate on its edges. */
export const verdictVectors: VerdictVector[] = [
  { id: 'no sample', hits: 0, sample: 0, threshold: { below: 0.9 }, minSamples: 0, verdict: 'unknown' },
  { id: 'thin and good', hits: 19, sample: 19, threshold: { below: 0.9 }, verdict: 'unknown' },
  { id: 'thin and bad', hits: 0, sample: 19, threshold: { below: 0.9 }, verdict: 'unknown' },
  { id: 'just enough and good', hits: 20, sample: 20, threshold: { below: 0.9 }, verdict: 'good' },
  { id: 'just enough and bad', hits: 15, sample: 20, threshold: { below: 0.9 }, verdict: 'bad' },
  { id: 'too few failures', hits: 16, sample: 20, threshold: { below: 0.9 }, verdict: 'unknown' },
  { id: 'just enough failures', hits: 17, sample: 20, failures: 5, threshold: { below: 0.9 }, verdict: 'bad' },
  { id: 'on the threshold, below', hits: 90, sample: 100, threshold: { below: 0.9 }, verdict: 'good' },
  { id: 'under the threshold, below', hits: 89, sample: 100, threshold: { below: 0.9 }, verdict: 'bad' },
  { id: 'on the threshold, above', hits: 10, sample: 100, threshold: { above: 0.1 }, verdict: 'good' },
  { id: 'over the threshold, above', hits: 11, sample: 100, threshold: { above: 0.1 }, verdict: 'bad' },
  { id: 'good, with few failures', hits: 2, sample: 100, threshold: { above: 0.1 }, verdict: 'good' },
  { id: '1 of 1 needs the gate', hits: 1, sample: 1, threshold: { above: 0.2 }, bound: 'wilson', verdict: 'unknown' },
  {
    id: '1 of 1 by Wilson alone',
    hits: 1,
    sample: 1,
    threshold: { above: 0.2 },
    bound: 'wilson',
    minSamples: 1,
    minFailures: 1,
    verdict: 'bad',
  },
  ...edges({ above: 0.05 }, [
    [5, 2],
    [10, 2],
    [20, 3],
    [30, 4],
    [50, 6],
    [100, 10],
    [200, 17],
    [500, 35],
    [1000, 64],
    [5000, 281],
  ]),
  ...edges({ above: 0.02 }, [
    [50, 3],
    [100, 5],
    [500, 17],
    [1000, 29],
    [5000, 120],
  ]),
  ...edges({ below: 0.9 }, [
    [20, 15],
    [50, 40],
    [100, 84],
    [1000, 881],
  ]),
];

/** The weakest share whose Wilson bound is beyond the threshold is bad; one message less is not. */
function edges(threshold: verdictModule.Threshold, table: [sample: number, hits: number][]): VerdictVector[] {
  const less = 'below' in threshold ? 1 : -1;
  const common = { threshold, bound: 'wilson' as const, minSamples: 1, minFailures: 0 };
  return table.flatMap(([sample, hits]): VerdictVector[] => {
    const name = `${'below' in threshold ? 'below' : 'above'} ${Object.values(threshold)[0]}`;
    const next = hits + less;
    const crosses = 'below' in threshold ? next / sample < threshold.below : next / sample > threshold.above;
    return [
      { ...common, id: `Wilson ${name}: ${hits} of ${sample}`, hits, sample, verdict: 'bad' },
      {
        ...common,
        id: `Wilson ${name}: ${next} of ${sample}`,
        hits: next,
        sample,
        verdict: crosses ? 'unknown' : 'good',
      },
    ];
  });
}

type Module = Pick<typeof verdictModule, 'verdict'>;

export function judgeVector(vector: VerdictVector, { verdict }: Module): Verdict {
  const { hits, sample, threshold, bound = 'point', minSamples = 20, minFailures = 5 } = vector;
  const failures = vector.failures ?? ('below' in threshold ? sample - hits : hits);
  const value = sample === 0 ? undefined : hits / sample;
  return verdict({ value, sample, failures }, threshold, { bound, minSamples, minFailures });
}

/** The ids of the vectors that do not hold. */
export function failedVerdictVectors(module: Module): string[] {
  return verdictVectors.filter((vector) => judgeVector(vector, module) !== vector.verdict).map(({ id }) => id);
}
