import { type Measures, measure, pending } from './counter.ts';
import type { Histogram } from './histogram.ts';
import type { Pending } from './percentile.ts';

/** A message that was never sent and has ended will not be handed over; a call that ended is not on the line. */
const waits = {
  receipt: pending,
  handover: (measures: Measures) =>
    Math.min(pending(measures), Math.max(0, measure(measures, 'o.started') - measure(measures, 'o.sent'))),
  callLength: (measures: Measures) =>
    Math.max(0, measure(measures, 'o.call.answered') - measure(measures, 'o.call.completed')),
  // Told when it is over.
  generation: () => 0,
  apiCall: () => 0,
} as const satisfies Record<Histogram, (measures: Measures) => number>;

/** What a bucket that begins at `from` (epoch milliseconds) holds. */
type Bucket = { from: number; measures: Measures };

/** What still waits for its end. In each bucket it has waited since the bucket's start at most. */
export function waitingOf(buckets: readonly Bucket[], now: number, histogram: Histogram): Pending[] {
  return buckets.flatMap(({ from, measures }) => {
    const count = waits[histogram](measures);
    return count > 0 ? [{ age: now - from, count }] : [];
  });
}
