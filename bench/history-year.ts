import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { counterKey } from '../functions/core/counter-key.ts';
import { markName, markOf } from '../functions/core/mark.ts';
import { defaultRetention, expiresAt } from '../functions/core/retention.ts';
import { day, hour, second } from '../functions/core/time.ts';
import { type Bucket, bucketsTouching, type Span } from '../functions/query/bucket.ts';
import { usualMeasures } from './history-items.ts';
import { usualSequence } from './item-size.ts';

export const zone = 'America/New_York';
/** 9:35 in New York. */
export const now = Date.UTC(2026, 10, 21, 14, 35);
export const campaigns = Array.from({ length: 40 }, (_, index) => `campaign-${index}`);

/** 13 months of months and days, the hours of 4 days and of the day 30 days ago, the minutes of 2 hours. */
const kept: readonly (readonly [Bucket['granularity'], Span])[] = [
  ['month', { from: now - 396 * day, to: now - 21 * day }],
  ['day', { from: now - 396 * day, to: now - 12 * hour }],
  ['hour', { from: now - 3 * day, to: now }],
  ['hour', { from: now - 31 * day, to: now - 29 * day }],
  ['minute', { from: now - 2 * hour, to: now }],
];

/** Fills the counters table with a year of 40 campaigns. @returns how many items */
export async function loadYear(client: DynamoDBDocumentClient, tableName: string): Promise<number> {
  const items = kept.flatMap(([granularity, span]) =>
    bucketsTouching(zone, granularity, span).flatMap((bucket) => campaigns.map((value) => itemOf(bucket, value))),
  );
  const chunks = Array.from({ length: Math.ceil(items.length / 25) }, (_, index) =>
    items.slice(index * 25, index * 25 + 25),
  );
  for (const chunk of chunks) {
    const puts = chunk.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
  return items.length;
}

/** Items that `count` writes have marks, here of four shards; those of the roll-up have none. */
function itemOf({ granularity, start }: Bucket, value: string): Record<string, string | number> {
  const id = { tenant: 'main', dimension: 'campaign', value, granularity, start } as const;
  const counted = granularity === 'minute' || granularity === 'hour';
  const marks = [0, 1, 2, 3].map((shard) => [markName(`shard-${shard}`), markOf(usualSequence)] as const);
  return {
    ...counterKey(id),
    ...usualMeasures(),
    ...(counted && Object.fromEntries(marks)),
    rev: 12_345,
    expiresAt: Math.ceil(expiresAt(id, defaultRetention) / second),
  };
}
