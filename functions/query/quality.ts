import { type Measures, measure } from '../core/counter.ts';
import type { Span } from './bucket.ts';

/** How much of a number nobody told: `share` of all of it, absent if there is nothing. */
export type Part = { amount: number; share?: number };

/** How far an answer can be trusted. Nothing is deducted from it: these parts are in the numbers. */
export type Quality = {
  /** When it was read. */
  asOf: number;
  /**
   * What the numbers really cover: wider than asked for where only coarser buckets are kept, shorter where nothing is
   * kept any more or nothing has begun; absent if there is nothing at all.
   */
  covered?: Span;
  estimatedSegments: Part;
  estimatedCostMicros: Part;
  /** Endings heard of more than ten minutes after they happened. */
  heardLate: number;
  /** Receipts that came after the message had expired. */
  late: number;
  /** Messages of which endings were told that exclude each other. */
  conflicts: number;
  /** What the daily cap of this dimension counted as `other`; at most so much of it belongs to this answer. */
  folded?: Part;
};

/** `measures`: all that the answer tells of. */
type Read = { now: number; buckets: readonly Span[]; measures: Measures; folded?: Measures };

/** @param apart what of the measures is not folded, if that is not all */
export function qualityOf({ now, buckets, measures, folded }: Read, apart = measures): Quality {
  const [first, last] = [buckets[0], buckets.at(-1)];
  return {
    asOf: now,
    ...(first && last && { covered: { from: first.from, to: last.to } }),
    estimatedSegments: part(measure(measures, 'o.estimatedSegments'), measure(measures, 'o.segments')),
    estimatedCostMicros: part(measure(measures, 'o.estimatedCostMicros'), measure(measures, 'o.costMicros')),
    heardLate: measure(measures, 'o.heardLate'),
    late: measure(measures, 'o.late'),
    conflicts: measure(measures, 'o.conflict'),
    ...(folded && { folded: part(started(folded), started(folded) + started(apart)) }),
  };
}

function part(amount: number, whole: number): Part {
  return { amount, ...(whole > 0 && { share: amount / whole }) };
}

/** Everything that began, of any kind. */
function started(measures: Measures): number {
  const beginnings = ['started', 'call.started', 'inbound.received', 'fault.error', 'fault.warning'];
  return beginnings.reduce((sum, name) => sum + measure(measures, `o.${name}`), 0);
}
