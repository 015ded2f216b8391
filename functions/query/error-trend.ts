import { localHourStart } from '../core/calendar.ts';
import { failures, settled } from '../core/counter.ts';
import { day } from '../core/time.ts';
import { countTrend, shareTrend, type Trend } from '../core/trend.ts';
import type { Quality } from './quality.ts';
import type { QueryDeps, Question } from './read-buckets.ts';
import { totals } from './totals.ts';

export type ErrorTrend = {
  /** Failures of what started in the last 24 whole hours, and in the 24 before. */
  now: number;
  before: number;
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
  const to = localHourStart(deps.tenants[scope.tenant]?.timeZone ?? 'UTC', deps.now());
  const dayUntil = (end: number) => totals({ ...scope, from: end - day, to: end }, deps);
  const [now, before] = await Promise.all([dayUntil(to), dayUntil(to - day)]);
  const [errors, errorsBefore] = [failures(now.measures), failures(before.measures)];
  return {
    now: errors,
    before: errorsBefore,
    count: countTrend(errors, errorsBefore),
    rate: shareTrend({ of: errors, over: settled(now.measures) }, { of: errorsBefore, over: settled(before.measures) }),
    quality: { now: now.quality, before: before.quality },
  };
}
