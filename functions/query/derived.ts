import { apiCallPrefix } from '../core/activity/activity.ts';
import { callEndings } from '../core/call/status.ts';
import { failures, finished, type Measures, measure, pending, settled } from '../core/counter.ts';
import { type Histogram, histogramSums, latencyBuckets } from '../core/histogram.ts';

/** `value` is `of / over`; absent where there is nothing to divide by. */
export type Ratio = { of: number; over: number; value?: number };

export function ratioOf(of: number, over: number): Ratio {
  return { of, over, ...(over > 0 && { value: of / over }) };
}

const of = (name: string) => (measures: Measures) => measure(measures, name);

/** Numbers of messages that are sums and differences of measures. */
export const amounts = { settled, failures, finished, pending } as const;

/** Calls that have ended in any way. */
function callsEnded(measures: Measures): number {
  return callEndings.reduce((sum, ending) => sum + measure(measures, `o.call.${ending}`), 0);
}

/** Texts that the application made, by whatever means. */
export function generated(measures: Measures): number {
  return measure(measures, 'o.app.generated.llm') + measure(measures, 'o.app.generated.template');
}

/** Calls of the application to any API. */
export function apiCalls(measures: Measures): number {
  const names = Object.keys(measures).filter((name) => name.startsWith(apiCallPrefix));
  return names.reduce((sum, name) => sum + measure(measures, name), 0);
}

function retries(measures: Measures): number {
  return measure(measures, 'o.app.retry.succeeded') + measure(measures, 'o.app.retry.failed');
}

function timed(histogram: Histogram) {
  return (measures: Measures) => latencyBuckets(measures, histogram).reduce((sum, { count }) => sum + count, 0);
}

function responses(measures: Measures): number {
  return measure(measures, 'o.inbound.immediate') + measure(measures, 'o.inbound.delayed');
}

/** Worked out whenever they are asked for, never stored (docs/measures.md). */
const ratios = {
  deliveryRate: [of('o.delivered'), settled],
  failureRate: [failures, settled],
  deliveredOfSent: [of('o.delivered'), of('o.sent')],
  readRate: [of('o.read'), of('o.delivered')],
  optOutRate: [of('o.consent.opted-out'), of('o.sent')],
  responseRate: [responses, of('o.delivered')],
  callSuccess: [of('o.call.completed'), callsEnded],
  averageCallMs: [of(histogramSums.callLength), of('o.call.answered')],
  generationSuccess: [of('o.app.generated.llm'), generated],
  averageReceiptMs: [of(histogramSums.receipt), timed('receipt')],
  averageGenerationMs: [of(histogramSums.generation), timed('generation')],
  averageApiCallMs: [of(histogramSums.apiCall), timed('apiCall')],
  retrySuccess: [of('o.app.retry.succeeded'), retries],
  costPerGenerationMicros: [of('o.app.generationCostMicros'), generated],
  costPerMessageMicros: [of('o.costMicros'), of('o.sent')],
  costPerDeliveredMicros: [of('o.costMicros'), of('o.delivered')],
} as const satisfies Record<string, readonly [(measures: Measures) => number, (measures: Measures) => number]>;
export type RatioName = keyof typeof ratios;

export function ratio(measures: Measures, name: RatioName): Ratio {
  const [dividend, divisor] = ratios[name];
  return ratioOf(dividend(measures), divisor(measures));
}

export const ratioNames: readonly string[] = Object.keys(ratios);

export type AmountName = keyof typeof amounts;

export function isRatio(name: string): name is RatioName {
  return Object.hasOwn(ratios, name);
}

export function isAmount(name: string): name is AmountName {
  return Object.hasOwn(amounts, name);
}
