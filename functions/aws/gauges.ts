import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Gauge, gaugeKey, gaugePartition } from '../core/gauge.ts';
import type { Retention } from '../core/retention.ts';
import { minuteStart, minutesBetween, second } from '../core/time.ts';
import type { Sources } from '../evaluate/readings.ts';
import type { GaugeReading } from '../rules/rule-kind.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';
import { queryRange } from './history-table.ts';

/**
 * Keeps the last value of each minute, in the counters table and as long as its minutes. What comes late or again changes
 * nothing, whatever the order; of two values of one millisecond the higher one stands.
 */
export function gaugeWriter(client: Dynamo, tableName: string, retention: Retention): (gauge: Gauge) => Promise<void> {
  return async (gauge) => {
    const { value, at } = gauge;
    const expiresAt = Math.ceil((minuteStart(at) + retention.minute) / second);
    await unlessRefused(
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...gaugeKey(gauge), value, at, expiresAt },
          ConditionExpression: 'attribute_not_exists(pk) OR #at < :at OR (#at = :at AND #value < :value)',
          ExpressionAttributeNames: { '#at': 'at', '#value': 'value' },
          ExpressionAttributeValues: { ':at': at, ':value': value },
        }),
      ),
    );
  };
}

const itemSchema = z.object({ sk: z.string(), value: z.number(), at: z.number() });

/** The last value of every gauge that was reported in a span. Reads each minute of it, eventually consistent. */
export function gaugeReader(client: Dynamo, tableName: string): Sources['gauges'] {
  return async (tenant, { from, to }) => {
    const minutes = minutesBetween(minuteStart(from), to);
    const read = (start: number) => queryRange({ client, tableName }, { pk: gaugePartition(tenant, start) });
    const found = (await Promise.all(minutes.map(read))).flat().map((item) => itemSchema.parse(item));
    const last = new Map<string, GaugeReading>();
    for (const { sk, value, at } of found) if (at >= from && at < to) last.set(sk, { value, at });
    return last;
  };
}
