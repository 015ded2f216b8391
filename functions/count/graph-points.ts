import { listedCarriers } from '../core/carrier.ts';
import { type Counter, type Measures, measure } from '../core/counter.ts';
import { overflow } from '../core/label-cap.ts';
import { type MetricDimensions, type MetricName, metricNames } from '../core/metric-names.ts';
import type { Part } from './apply-counter.ts';

/** A batch's additions to one counter item. */
export type Group = { counter: Counter; parts: Part[] };

/** One value of one series of CloudWatch. */
export type GraphPoint = { name: MetricName; value: number; dimensions: MetricDimensions };

/** What a carrier can make of a message. */
const carrierOutcomes = ['delivered', 'undelivered', 'failed'] as const;

/**
 * What graphs get of a batch, in few series, for each is paid for by the month: new transitions by provider, and
 * endings by carrier. A correction adds the better ending; a graph takes nothing back.
 */
export function graphPoints(groups: readonly Group[]): GraphPoint[] {
  const points = new Map<string, GraphPoint>();
  for (const { counter, parts } of groups) {
    if (counter.granularity !== 'minute') continue;
    for (const [name, value] of Object.entries(gains(parts))) {
      const series = seriesOf(counter, name);
      const key = JSON.stringify(series);
      if (series !== undefined) points.set(key, { ...series, value: value + (points.get(key)?.value ?? 0) });
    }
  }
  return [...points.values()];
}

function gains(parts: readonly Part[]): Measures {
  const sums: Measures = {};
  for (const { measures } of parts) {
    for (const name in measures)
      if (measure(measures, name) > 0) sums[name] = measure(sums, name) + measure(measures, name);
  }
  return sums;
}

/** The minutes of providers tell every transition once, those of carriers every ending. */
function seriesOf({ dimension, value }: Counter, name: string): Omit<GraphPoint, 'value'> | undefined {
  if (dimension === 'provider' && name.startsWith('t.')) {
    return { name: metricNames.transitions, dimensions: { provider: value, status: name.slice('t.'.length) } };
  }
  const status = carrierOutcomes.find((outcome) => name === `o.${outcome}`);
  if (dimension !== 'carrier' || status === undefined) return undefined;
  const [provider = '', told = ''] = value.split('|');
  if (told === 'unknown') return undefined;
  // Others make up the names: what is on our list has a series, the rest of the world has one together.
  const carrier = listedCarriers.has(told) ? told : overflow;
  return { name: metricNames.carrierOutcomes, dimensions: { provider, carrier, status } };
}
