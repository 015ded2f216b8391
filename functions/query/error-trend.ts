import { localHourStart } from '../core/calendar.ts';
import { day } from '../core/time.ts';
import { countTrend, shareTrend, type Trend } from '../core/trend.ts';
import { ratio } from './derived.ts';
import type { Quality } from './quality.ts';
import { planRules, type QueryDeps, type Question } from './read-buckets.ts';
import { totals } from './totals.ts';

export type ErrorTrend = {
  /** Failures of what started in the last 24 whole hours, and in the 24 before. */
  failures: number;
  failuresBefore: number;
  count: Trend;
  /** The same as a share of what settled: more messages alone do not raise it. */
  rate: Trend;
  quality: { now: Quality; before: Quality };
};

/** Errors of 24 hours against the 24 hours before them. The hour that is not over is left out. */
export async function errorTrend(
  scope: Pick<Question, 'tenant' | 'dimension' | 'value'>,
  deps: QueryDeps,
): Promise<ErrorTrend> {
  const { zone, now: present } = planRules(scope.tenant, scope.dimension, 'month', deps);
  const to = localHourStart(zone, present);
  const dayUntil = (end: number) => totals({ ...scope, from: end - day, to: end }, deps);
  const [now, before] = await Promise.all([dayUntil(to), dayUntil(to - day)]);
  const [rate, rateBefore] = [ratio(now.measures, 'failureRate'), ratio(before.measures, 'failureRate')];
  return {
    failures: rate.of,
    failuresBefore: rateBefore.of,
    count: countTrend(rate.of, rateBefore.of),
    rate: shareTrend(rate, rateBefore),
    quality: { now: now.quality, before: before.quality },
  };
}
