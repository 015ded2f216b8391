import { type Dimension, type Measures, sumOf, sumsByValue } from '../core/counter.ts';
import { once } from '../core/once.ts';
import type { RegistrationEntry } from '../core/registration/registration.ts';
import { day, hour, minute, minutesBetween } from '../core/time.ts';
import { type Bucket, bucketAt, bucketsTouching, isInside } from '../query/bucket.ts';
import type { History } from '../query/history.ts';
import { rollUpDelay } from '../query/plan.ts';
import type { GaugeReading, MetricQuery, Readings, Slot, Span } from '../rules/rule-kind.ts';

/** Where rules read from. Ranges exclude their end. */
export type Sources = {
  history: History;
  /** What was reported of each gauge, its last value in the span. */
  gauges(tenant: string, span: Span): Promise<ReadonlyMap<string, GaugeReading>>;
  registrations(tenant: string): Promise<readonly RegistrationEntry[]>;
  /** The points of a metric; `at` is the start of each, in epoch milliseconds. */
  metric(query: MetricQuery, span: Span): Promise<readonly { at: number; value: number }[]>;
};

export type ReadingContext = {
  tenant: string;
  zone: string;
  tick: number;
  /** For how long a minute takes counts; what ends later is known to its hour only. Milliseconds. */
  minutesComplete: number;
};

export type TickReadings = Omit<Readings, 'series' | 'health'>;

/** A longer span is summed from hours, where it holds whole ones. */
const longSpan = 2 * hour;
/** A longer span is summed from days that are rolled up, where it holds whole ones. */
const veryLongSpan = 7 * day;

/** The readings of one tick. Every bucket is read once, however many rules ask for it. */
export function createReadings(context: ReadingContext, sources: Sources): TickReadings {
  const { tenant } = context;
  const sumsOnce = once<ReadonlyMap<string, Measures>>();
  const gaugesOnce = once<ReadonlyMap<string, GaugeReading>>();
  const registrationsOnce = once<readonly RegistrationEntry[]>();
  const metricOnce = once<readonly { at: number; value: number }[]>();
  const minutes = minuteReader(context, sources.history);
  const buckets = bucketReader(context, sources.history);
  const slots = slotReader(context, minutes, buckets);
  const sum = async (dimension: Dimension, span: Span) => addUp(await slots(dimension, span));
  return {
    slots,
    minutes,
    hours: (dimension, span) => buckets(dimension, 'hour', span),
    days: (dimension, span) => buckets(dimension, 'day', span),
    sums: (dimension, span) => sumsOnce(`${dimension} ${span.from} ${span.to}`, () => sum(dimension, span)),
    gauges: (span) => gaugesOnce(`${span.from} ${span.to}`, () => sources.gauges(tenant, span)),
    registrations: () => registrationsOnce('', () => sources.registrations(tenant)),
    metric: (query, span) => metricOnce(JSON.stringify([query, span]), () => sources.metric(query, span)),
  };
}

function minuteReader({ tenant }: ReadingContext, history: History): Readings['minutes'] {
  const minuteOnce = once<Slot>();
  return (dimension, { from, to }) => {
    const minutes = minutesBetween(from, to).map((start) =>
      minuteOnce(`${dimension} ${start}`, async () => {
        const span = { from: start, to: start + minute };
        const found = await history.slice({ tenant, dimension, granularity: 'minute', ...span });
        return { ...span, values: sumsByValue(found) };
      }),
    );
    return Promise.all(minutes);
  };
}

type BucketReader = (dimension: Dimension, granularity: 'hour' | 'day', span: Span) => Promise<readonly Slot[]>;

function bucketReader(context: ReadingContext, history: History): BucketReader {
  const { tenant } = context;
  const bucketsOnce = once<Slot[]>();
  return (dimension, granularity, span) =>
    bucketsOnce(`${dimension} ${granularity} ${span.from} ${span.to}`, async () => {
      const inside = wholeOnes(context, granularity, span);
      if (inside.length === 0) return [];
      const found = await history.slice({ tenant, dimension, granularity, ...span });
      const byStart = Map.groupBy(found, ({ start }) => start);
      return inside.map(({ from, to, start }) => ({ from, to, values: sumsByValue(byStart.get(start) ?? []) }));
    });
}

/** The coarsest buckets that hold a span, finer ones at its ends. */
function slotReader(context: ReadingContext, minutes: Readings['minutes'], buckets: BucketReader): Readings['slots'] {
  const { zone } = context;
  return async function slots(dimension, span): Promise<readonly Slot[]> {
    const length = span.to - span.from;
    if (length <= longSpan) return minutes(dimension, span);
    const from = isComplete(span.from, context) ? span.from : bucketAt(zone, 'hour', span.from).from;
    const granularity = length > veryLongSpan ? 'day' : 'hour';
    const whole = wholeOnes(context, granularity, { from, to: span.to });
    const [first, last] = [whole.at(0)?.from ?? span.to, whole.at(-1)?.to ?? span.to];
    const finer = granularity === 'day' ? slots : minutes;
    const parts = await Promise.all([
      finer(dimension, { from, to: first }),
      buckets(dimension, granularity, { from: first, to: last }),
      finer(dimension, { from: last, to: span.to }),
    ]);
    return parts.flat();
  };
}

/** Days are summed up from their hours some time after their end. */
function wholeOnes({ zone, tick }: ReadingContext, granularity: 'hour' | 'day', span: Span): Bucket[] {
  const isSummed = ({ to }: Bucket) => granularity === 'hour' || to + rollUpDelay <= tick;
  return bucketsTouching(zone, granularity, span).filter((one) => isInside(one, span) && isSummed(one));
}

function isComplete(from: number, { tick, minutesComplete }: ReadingContext): boolean {
  return from >= tick - minutesComplete;
}

function addUp(slots: readonly Slot[]): Map<string, Measures> {
  const parts = new Map<string, Measures[]>();
  for (const { values } of slots) {
    for (const [value, measures] of values) {
      const present = parts.get(value);
      if (present) present.push(measures);
      else parts.set(value, [measures]);
    }
  }
  return new Map([...parts].map(([value, all]) => [value, sumOf(all)]));
}
