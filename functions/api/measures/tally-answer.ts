import { measure } from '../../core/counter.ts';
import type { Percentile } from '../../core/percentile.ts';
import type { Span } from '../../query/bucket.ts';
import { breakdownOf } from '../../query/campaign-summary.ts';
import { ratio } from '../../query/derived.ts';
import { latencyOf } from '../../query/latency.ts';
import type { Reading } from '../../query/read-buckets.ts';
import type { TallyAnswer } from '../answers/measures.ts';
import { isoSpan } from '../common.ts';

export function percentileAnswer(found: Percentile): { p: number; ms?: number; beyondMs?: number } {
  return 'millis' in found ? { p: found.p, ms: found.millis } : { p: found.p, beyondMs: found.moreThan };
}

/** Everything that was counted. @param span what it covers */
export function tallyAnswer(reading: Reading, span: Span): TallyAnswer {
  const { measures } = reading;
  const of = (name: string) => measure(measures, name);
  const { percentiles, measured, pending } = latencyOf(reading, 'receipt');
  return {
    span: isoSpan(span),
    started: of('o.started'),
    sent: of('o.sent'),
    outcomes: breakdownOf(measures),
    read: of('o.read'),
    deliveryRate: ratio(measures, 'deliveryRate'),
    failureRate: ratio(measures, 'failureRate'),
    optOutRate: ratio(measures, 'optOutRate'),
    segments: of('o.segments'),
    costMicros: of('o.costMicros'),
    failedCostMicros: of('o.failedCostMicros'),
    costPerDeliveredMicros: ratio(measures, 'costPerDeliveredMicros'),
    receipt: { percentiles: percentiles.map(percentileAnswer), measured, pending },
    calls: {
      started: of('o.call.started'),
      answered: of('o.call.answered'),
      success: ratio(measures, 'callSuccess'),
      averageMs: ratio(measures, 'averageCallMs'),
      byMachine: of('o.call.by.machine'),
    },
    inbound: { received: of('o.inbound.received'), stops: of('o.inbound.class.stop') },
    faults: of('o.fault.error') + of('o.fault.warning'),
  };
}
