import type { Granularity } from '../core/counter.ts';
import { expiryGuard, type Retention } from '../core/retention.ts';
import { hour, minute, minuteStart } from '../core/time.ts';
import { type Bucket, bucketAt, bucketsTouching, isInside, type Span } from './bucket.ts';

/** How long after its end a day or month is taken for rolled up; the roll-up runs every hour. */
export const rollUpDelay = 2 * hour;

/** The granularities that may be read, coarsest first. */
export const ladder = ['month', 'day', 'hour', 'minute'] as const;
export type Ladder = readonly Granularity[];

export type PlanRules = {
  zone: string;
  now: number;
  retention: Retention;
  ladder: Ladder;
  /** Nothing coarser than this is taken for as long as finer buckets are kept. */
  coarsest: Granularity;
};

/**
 * The coarsest buckets that tile a span exactly, in order. Where the finer ones for an edge are gone, a coarser bucket is
 * taken whole and the tiles reach beyond the span; where nothing is kept, they begin later. What has not begun is left
 * out; a span that ends now takes the present hour whole, for there is nothing in the rest of it.
 */
export function plan(span: Span, rules: PlanRules): Bucket[] {
  const { zone, now } = rules;
  const from = Math.floor(span.from / minute) * minute;
  const present = bucketAt(zone, 'hour', now).to;
  const to = span.to < minuteStart(now) ? Math.ceil(span.to / minute) * minute : present;
  return tile({ from, to }, rules.ladder, rules).filter((bucket) => bucket.from <= now);
}

function tile(span: Span, [granularity, ...finer]: Ladder, rules: PlanRules): Bucket[] {
  if (granularity === undefined) return [];
  return bucketsTouching(rules.zone, granularity, span).flatMap((bucket) => {
    const serves = isKept(bucket, rules) && (finer.length === 0 || isReady(bucket, rules.now));
    const part = { from: Math.max(span.from, bucket.from), to: Math.min(span.to, bucket.to) };
    const fits = isInside(bucket, span) && isAllowed(granularity, rules);
    return serves && (fits || !isServedBy(finer, part, rules)) ? [bucket] : tile(part, finer, rules);
  });
}

function isAllowed(granularity: Granularity, { coarsest }: PlanRules): boolean {
  return ladder.indexOf(granularity) >= ladder.indexOf(coarsest);
}

/** Whether finer buckets go back to where a span begins. */
function isServedBy(finer: Ladder, { from }: Span, rules: PlanRules): boolean {
  return finer.some((granularity) => isKept(bucketAt(rules.zone, granularity, from), rules));
}

/** Days and months are made of what they hold, some time after their end. */
function isReady({ granularity, to }: Bucket, now: number): boolean {
  return granularity === 'minute' || granularity === 'hour' || to + rollUpDelay <= now;
}

/** A minute that takes no more counts does not know of late endings, and the hour does: it counts as gone. */
function isKept({ granularity, start }: Bucket, { now, retention }: PlanRules): boolean {
  const guard = granularity === 'minute' ? expiryGuard : 0;
  return now < start + retention[granularity] - guard;
}
