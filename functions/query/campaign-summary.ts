import { type Measures, measure, pending } from '../core/counter.ts';
import { latencyBuckets } from '../core/histogram.ts';
import type { Outcome } from '../core/message/status.ts';
import { scoreOf } from '../core/score.ts';
import type { Span } from './bucket.ts';
import { type Ratio, ratio } from './derived.ts';
import { type Latency, latencyOf } from './latency.ts';
import { type Quality, qualityOf } from './quality.ts';
import { type QueryDeps, type Question, type ReadBucket, readBuckets } from './read-buckets.ts';
import { stepOf } from './series.ts';

export type CampaignSummary = {
  messages: number;
  sent: number;
  /** Of what settled, and of what was sent: the second is what many reports call the rate. */
  deliveryRate: Ratio;
  deliveredOfSent: Ratio;
  breakdown: Record<Outcome | 'pending', number>;
  /** From the first bucket in which a message started to the last, as fine as a graph of the span would be. */
  active?: Span;
  receipt: Latency & {
    /** The fastest and the slowest receipt lie in these buckets of the histogram, in milliseconds. */
    fastest?: Span;
    slowest?: Span;
  };
  segments: number;
  costMicros: number;
  costPerMessageMicros: Ratio;
  optOuts: number;
  /** 0 to 100; absent: nothing has settled. */
  score?: number;
  quality: Quality;
};

/** Everything there is to say of a campaign's messages that started in a span, from one reading. */
export async function campaignSummary(
  { campaign, ...question }: Pick<Question, 'tenant' | 'from' | 'to'> & { campaign: string },
  deps: QueryDeps,
): Promise<CampaignSummary> {
  const reading = await readBuckets(
    { ...question, dimension: 'campaign', value: campaign },
    stepOf({ ...question, step: 'auto' }),
    deps,
  );
  const { measures } = reading;
  const active = activeOf(reading.buckets);
  const score = scoreOf(measures);
  return {
    messages: measure(measures, 'o.started'),
    sent: measure(measures, 'o.sent'),
    deliveryRate: ratio(measures, 'deliveryRate'),
    deliveredOfSent: ratio(measures, 'deliveredOfSent'),
    breakdown: breakdownOf(measures),
    ...(active && { active }),
    receipt: { ...latencyOf(reading, 'receipt', [50, 75, 90, 95]), ...extremesOf(measures) },
    segments: measure(measures, 'o.segments'),
    costMicros: measure(measures, 'o.costMicros'),
    costPerMessageMicros: ratio(measures, 'costPerMessageMicros'),
    optOuts: measure(measures, 'o.consent.opted-out'),
    ...(score !== undefined && { score }),
    quality: qualityOf(reading),
  };
}

/** What became of messages. */
export function breakdownOf(measures: Measures): CampaignSummary['breakdown'] {
  const of = (outcome: Outcome) => measure(measures, `o.${outcome}`);
  return {
    delivered: of('delivered'),
    undelivered: of('undelivered'),
    failed: of('failed'),
    canceled: of('canceled'),
    unconfirmed: of('unconfirmed'),
    expired: of('expired'),
    pending: pending(measures),
  };
}

function activeOf(buckets: readonly ReadBucket[]): Span | undefined {
  const busy = buckets.filter(({ measures }) => measure(measures, 'o.started') > 0);
  const [first, last] = [busy[0], busy.at(-1)];
  return first && last && { from: first.from, to: last.to };
}

function extremesOf(measures: Measures): Pick<CampaignSummary['receipt'], 'fastest' | 'slowest'> {
  const held = latencyBuckets(measures, 'receipt').filter(({ count }) => count > 0);
  const [fastest, slowest] = [held[0], held.at(-1)];
  if (fastest === undefined || slowest === undefined) return {};
  return { fastest: { from: fastest.from, to: fastest.to }, slowest: { from: slowest.from, to: slowest.to } };
}
