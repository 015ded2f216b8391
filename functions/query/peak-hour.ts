import { measure } from '../core/counter.ts';
import type { Span } from './bucket.ts';
import type { Quality } from './quality.ts';
import type { QueryDeps, Question } from './read-buckets.ts';
import { series } from './series.ts';

export type PeakHour = {
  total: number;
  /** The local hour with most; the earlier of two that are alike; absent if there is nothing. */
  peak?: Span & { count: number };
  quality: Quality;
};

/** Which hour of a span had most of something: of `o.inbound.received`, when people write. */
export async function peakHour(question: Question & { measure: string }, deps: QueryDeps): Promise<PeakHour> {
  const { points, quality } = await series({ ...question, step: 'hour' }, deps);
  const counts = points.map(({ from, to, measures }) => ({ from, to, count: measure(measures, question.measure) }));
  const peak = counts
    .filter(({ count }) => count > 0)
    .reduce<(Span & { count: number }) | undefined>(
      (most, one) => (most && most.count >= one.count ? most : one),
      undefined,
    );
  return { total: counts.reduce((sum, { count }) => sum + count, 0), ...(peak && { peak }), quality };
}
