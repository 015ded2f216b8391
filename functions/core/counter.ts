import { bucketText, day, hour } from './time.ts';

/** The sets of dimension values that are counted together. */
export const dimensions = ['total', 'provider', 'carrier', 'country', 'campaign', 'errorCode', 'user'] as const;
export type Dimension = (typeof dimensions)[number];

export const granularities = ['minute', 'hour', 'day', 'month'] as const;
export type Granularity = (typeof granularities)[number];

/**
 * One counter item. `value` names the scope inside its dimension: `all` for total, `telnyx` for provider,
 * `telnyx|AT&T` for carrier, `telnyx|40008` for errorCode, the bare value elsewhere.
 */
export type CounterId = {
  tenant: string;
  dimension: Dimension;
  value: string;
  granularity: Granularity;
  /** Epoch milliseconds. */
  start: number;
};

/**
 * Integer amounts by measure.
 * `o.*`: outcomes of what started in this bucket; corrections move −1/+1. `t.*`: transitions that happened in this
 * bucket; they never fall. `x.code.*`, `x.campaign.*`, `x.carrier.*`: failures (undelivered and failed) of what
 * started in this minute, by who is hit.
 */
export type Measures = Record<string, number>;

export type Counter = CounterId & { measures: Measures };

/** DynamoDB keys. A minute's values lie side by side, so that one query reads them all; longer buckets lie by value. */
export function counterKey(id: CounterId): { pk: string; sk: string } {
  const start = bucketText(id.start);
  return id.granularity === 'minute'
    ? { pk: minutePartition(id.tenant, id.dimension, id.start), sk: id.value }
    : { pk: historyPartition(id.tenant, id.dimension, id.value, id.granularity), sk: start };
}

export function minutePartition(tenant: string, dimension: Dimension, start: number): string {
  return `${tenant}#${dimension}#${bucketText(start)}`;
}

export function historyPartition(
  tenant: string,
  dimension: Dimension,
  value: string,
  granularity: Granularity,
): string {
  return `${tenant}#${dimension}#${value}#${granularity}`;
}

/** How long a bucket is kept, from its start, in milliseconds. */
export const retention = {
  minute: 3 * day,
  hour: 90 * day,
  day: 762 * day,
  month: 762 * day,
} as const satisfies Record<Granularity, number>;

/** A bucket this close to its expiry takes no more counts, so that a deleted item is never born again half empty. */
export const expiryGuard = 48 * hour;

export function expiresAt(id: CounterId): number {
  return id.start + retention[id.granularity];
}

export function acceptsCounts(id: CounterId, now: number): boolean {
  return now < expiresAt(id) - expiryGuard;
}

/** Settled = delivered + undelivered + failed (docs/architecture.md, Words). */
export function settled(measures: Measures): number {
  return measure(measures, 'o.delivered') + failures(measures);
}

export function failures(measures: Measures): number {
  return measure(measures, 'o.undelivered') + measure(measures, 'o.failed');
}

/** Everything that has ended in any way. */
export function finished(measures: Measures): number {
  return (
    settled(measures) +
    measure(measures, 'o.canceled') +
    measure(measures, 'o.unconfirmed') +
    measure(measures, 'o.expired')
  );
}

export function measure(measures: Measures, name: string): number {
  return measures[name] ?? 0;
}

/** Adds `amounts` times `sign` into `into`; a measure that reaches 0 is dropped. */
export function addMeasures(into: Measures, amounts: Measures, sign: 1 | -1 = 1): void {
  for (const [name, amount] of Object.entries(amounts)) {
    const sum = measure(into, name) + sign * amount;
    if (sum === 0) delete into[name];
    else into[name] = sum;
  }
}
