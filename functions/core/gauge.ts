import type { CounterKey } from './counter-key.ts';
import { bucketText, minuteStart } from './time.ts';

/** Something that goes up and down, as the application reports it. `at`: epoch milliseconds, wall-clock; absent: now. */
export type GaugeReport = { name: string; value: number; at?: number | undefined };

/** A value of a tenant's gauge. `at`: epoch milliseconds, product time. */
export type Gauge = { tenant: string; name: string; value: number; at: number };

/** Where all gauges of a minute lie in the counters table; no counter lies there. */
export function gaugePartition(tenant: string, at: number): string {
  return `${tenant}#gauge#${bucketText(minuteStart(at))}`;
}

export function gaugeKey({ tenant, name, at }: Gauge): CounterKey {
  return { pk: gaugePartition(tenant, at), sk: name };
}
