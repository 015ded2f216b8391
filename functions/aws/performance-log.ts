import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PerformanceLog } from '../api/apm/performance.ts';
import {
  type Performed,
  performanceBounds,
  performanceControlSchema,
  performedSchema,
  usualControl,
} from '../core/performance.ts';
import { day, minute, second } from '../core/time.ts';
import { whileFresh } from '../core/while-fresh.ts';
import type { Dynamo } from './dynamo.ts';
import { queryRange } from './history-table.ts';

const kept = 8 * day;
const controlKey = { pk: 'apm', sk: 'control' };

/** Every request would ask for it; who changes it sees it heeded everywhere within this time. */
const controlFresh = minute;

type Source = { client: Dynamo; tableName: string; now(): number };

/**
 * How the API performs, in the state table: sums of a UTC day (`apm#<day>`, `<operation>`), what was slow (`apm-slow#<day>`,
 * `<time>#<operation>`), and how much is recorded (`apm`, `control`).
 */
export function performanceLog({ client, tableName, now }: Source): PerformanceLog {
  const readControl = async () => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: controlKey }));
    return z.object({ control: performanceControlSchema }).safeParse(Item).data?.control ?? usualControl;
  };
  let control = whileFresh(now, controlFresh, readControl);
  return {
    async record(performed, slowMs) {
      const sample = { TableName: tableName, Item: slowItem(performed) };
      await Promise.all([
        client.send(new UpdateCommand({ TableName: tableName, ...addition(performed) })),
        performed.duration > slowMs && client.send(new PutCommand(sample)),
      ]);
    },
    async operations(dayStart) {
      const items = await queryRange({ client, tableName }, { pk: `apm#${dayText(dayStart)}` });
      return items.map((item) => sumSchema.parse(item));
    },
    async slow(dayStart, limit) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          ScanIndexForward: false,
          Limit: limit,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `apm-slow#${dayText(dayStart)}` },
        }),
      );
      return Items.map((item) => performedSchema.parse(item));
    },
    control: () => control(),
    async setControl(changed) {
      await client.send(new PutCommand({ TableName: tableName, Item: { ...controlKey, control: changed } }));
      control = whileFresh(now, controlFresh, readControl);
    },
  };
}

/** One `ADD` without a condition: of a request that is counted twice or not at all nobody will know. */
function addition({ operation, duration, status, at }: Performed) {
  const bound = performanceBounds.find((upTo) => duration <= upTo) ?? 'more';
  return {
    Key: { pk: `apm#${dayText(at)}`, sk: operation },
    UpdateExpression: 'ADD #count :one, errors :error, totalMs :took, #bucket :one SET expiresAt = :expiresAt',
    ExpressionAttributeNames: { '#count': 'count', '#bucket': `upTo.${bound}` },
    ExpressionAttributeValues: {
      ':one': 1,
      ':error': status >= 500 ? 1 : 0,
      ':took': Math.round(duration),
      ':expiresAt': expiryOf(at),
    },
  };
}

function slowItem(performed: Performed) {
  const { at, operation } = performed;
  const sk = `${new Date(at).toISOString()}#${operation}`;
  return { ...performed, pk: `apm-slow#${dayText(at)}`, sk, expiresAt: expiryOf(at) };
}

function expiryOf(at: number): number {
  return Math.ceil((at + kept) / second);
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

const sumSchema = z
  .looseObject({ sk: z.string(), count: z.number(), errors: z.number(), totalMs: z.number() })
  .transform(({ sk, count, errors, totalMs, ...rest }) => ({
    operation: sk,
    count,
    errors,
    totalMs,
    buckets: bucketsOf(rest),
  }));

function bucketsOf(attributes: Readonly<Record<string, unknown>>): Record<string, number> {
  const held = Object.entries(attributes).flatMap(([name, count]) =>
    name.startsWith('upTo.') && typeof count === 'number' ? [[name.slice('upTo.'.length), count] as const] : [],
  );
  return Object.fromEntries(held);
}
