import { type Granularity, type Measures, sumOf } from '../core/counter.ts';
import { day, hour, minute } from '../core/time.ts';
import { bucketAt, type Span } from './bucket.ts';
import { ladder } from './plan.ts';
import { type Quality, qualityOf } from './quality.ts';
import { type QueryDeps, type Question, type ReadBucket, readBuckets } from './read-buckets.ts';

export type SeriesQuestion = Question & {
  /** `auto`: the finest that makes a readable graph. A step that makes too many points is taken coarser. */
  step: Granularity | 'auto';
};

/** A point tells what it covers: at the edges less than a step, and more where the step's own buckets are gone. */
export type Point = Span & { measures: Measures };

export type Series = { step: Granularity; points: Point[]; quality: Quality };

/** More points than these nobody can tell apart on a graph; of what was asked for by name, more fit into an answer. */
const mostPoints = { auto: 120, named: 1500 } as const;

/** What a step lasts nearly always; a month at its shortest. */
const lengths = { minute, hour, day, month: 28 * day } as const;

/** A scope's numbers over time, each point whole: an empty one has no measures. */
export async function series(question: SeriesQuestion, deps: QueryDeps): Promise<Series> {
  const step = question.dimension === 'user' ? 'day' : stepOf(question);
  const reading = await readBuckets(question, step, deps);
  const points = pointsOf(reading.buckets, step, reading.zone);
  return { step, points, quality: qualityOf(reading) };
}

/** The finest step that makes a readable graph, or the one that was named, if it makes no more points than fit. */
export function stepOf({ step, from, to }: Span & Pick<SeriesQuestion, 'step'>): Granularity {
  const most = step === 'auto' ? mostPoints.auto : mostPoints.named;
  const wanted = step === 'auto' ? 'minute' : step;
  const steps = ladder.slice(0, ladder.indexOf(wanted) + 1).toReversed();
  return steps.find((one) => (to - from) / lengths[one] <= most) ?? 'month';
}

/** Buckets that lie in one step are one point; a bucket that is longer than a step is one by itself. */
function pointsOf(buckets: readonly ReadBucket[], step: Granularity, zone: string): Point[] {
  const groups = new Map<number, ReadBucket[]>();
  for (const bucket of buckets) {
    const start = bucketAt(zone, step, bucket.from).from;
    groups.set(start, [...(groups.get(start) ?? []), bucket]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    return first && last ? { from: first.from, to: last.to, measures: sumOf(group.map((one) => one.measures)) } : [];
  });
}
