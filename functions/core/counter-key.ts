import { type CounterId, type Dimension, dimensions, type Granularity } from './counter.ts';
import { bucketText, parseBucketText } from './time.ts';

/** Where a counter lies in the counters table. */
export type CounterKey = { pk: string; sk: string };

/**
 * DynamoDB keys. All values of a dimension lie side by side: of one minute, of the hours of a UTC day, of the days of a
 * UTC month, of the months of a UTC year. One query so reads every carrier's hours of a day, and one batch read of
 * known keys the history of one carrier (docs/decisions/013). Users are too many for that and lie each alone.
 */
export function counterKey({ tenant, dimension, value, granularity, start }: CounterId): CounterKey {
  if (granularity === 'minute') return { pk: minutePartition(tenant, dimension, start), sk: value };
  if (dimension === 'user') return { pk: `${tenant}#user#${value}#${granularity}`, sk: bucketText(start) };
  return { pk: historyPartition(tenant, dimension, granularity, start), sk: historySort(start, value) };
}

/** One name for a counter, by which maps hold it. */
export function counterName(id: CounterId): string {
  const { pk, sk } = counterKey(id);
  return `${pk} ${sk}`;
}

/** The inverse of {@link counterKey}; `undefined` for anything else. */
export function counterIdOf({ pk, sk }: CounterKey): CounterId | undefined {
  const [tenant = '', dimensionName, third = '', fourth] = pk.split('#');
  const dimension = dimensions.find((name) => name === dimensionName);
  if (dimension === undefined) return undefined;
  if (fourth === undefined)
    return { tenant, dimension, value: sk, granularity: 'minute', start: parseBucketText(third) };
  if (dimension === 'user') {
    const granularity = historyGranularity(fourth);
    return granularity && { tenant, dimension, value: third, granularity, start: parseBucketText(sk) };
  }
  const granularity = historyGranularity(third);
  const [start = '', value = ''] = sk.split('#');
  return granularity && { tenant, dimension, value, granularity, start: parseBucketText(start) };
}

export function minutePartition(tenant: string, dimension: Dimension, start: number): string {
  return `${tenant}#${dimension}#${bucketText(start)}`;
}

/** How buckets that are longer than a minute are told apart from each other in keys. */
export type HistoryGranularity = Exclude<Granularity, 'minute'>;

/** How much of a bucket's start names its partition: the day of an hour, the month of a day, the year of a month. */
const periodLength = { hour: '2026-11-21'.length, day: '2026-11'.length, month: '2026'.length } as const;

/** The partition in which a bucket lies beside its neighbours and beside other values. */
export function historyPartition(
  tenant: string,
  dimension: Dimension,
  granularity: HistoryGranularity,
  start: number,
): string {
  return `${tenant}#${dimension}#${granularity}#${bucketText(start).slice(0, periodLength[granularity])}`;
}

/** The sort key of a bucket inside its partition; without a value it sorts before all values of that bucket. */
export function historySort(start: number, value = ''): string {
  return `${bucketText(start)}#${value}`;
}

function historyGranularity(text: string): HistoryGranularity | undefined {
  return (['hour', 'day', 'month'] as const).find((name) => name === text);
}
