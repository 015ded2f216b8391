/** The sets of dimension values that are counted together. */
export const dimensions = [
  'total',
  'provider',
  'carrier',
  'country',
  'campaign',
  'sender',
  'pool',
  'template',
  'errorCode',
  'user',
] as const;
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
 * bucket; they never fall. `x.code.*`: failures (undelivered and failed) of what started in this bucket, by error code;
 * `x.campaign.*`, `x.carrier.*`: by who is hit, in minutes only. `u.*`: how many different people or users, in days
 * only; not to be added up.
 */
export type Measures = Record<string, number>;

export type Counter = CounterId & { measures: Measures };

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

/** Messages without an ending. */
export function pending(measures: Measures): number {
  return Math.max(0, measure(measures, 'o.started') - finished(measures));
}

export function measure(measures: Measures, name: string): number {
  return measures[name] ?? 0;
}

/** Adds `amounts` times `sign` into `into`; a measure that reaches 0 is dropped. */
export function addMeasures(into: Measures, amounts: Measures, sign: 1 | -1 = 1): void {
  for (const name in amounts) {
    const sum = measure(into, name) + sign * measure(amounts, name);
    if (sum === 0) delete into[name];
    else into[name] = sum;
  }
}

/** The sum, without the numbers of different people: who wrote on two days is one person. */
export function sumOf(all: readonly Measures[]): Measures {
  const sum: Measures = {};
  for (const measures of all) addMeasures(sum, measures);
  for (const name in sum) if (name.startsWith('u.')) delete sum[name];
  return sum;
}

/** The sums of counters by their value, each as {@link sumOf} has it. */
export function sumsByValue(counters: readonly Counter[]): Map<string, Measures> {
  const byValue = Map.groupBy(counters, ({ value }) => value);
  return new Map([...byValue].map(([value, ofValue]) => [value, sumOf(ofValue.map(({ measures }) => measures))]));
}

export function isEmpty(measures: Measures): boolean {
  for (const _ in measures) return false;
  return true;
}
