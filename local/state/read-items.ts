import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Call } from '../store/engine.ts';

const item = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
);
const page = z.object({ Items: z.array(item).default([]), LastEvaluatedKey: z.looseObject({}).optional() });

export type Item = Record<string, unknown>;

/** All items of a query or scan, in plain JSON. */
export async function readItems(call: Call, operation: 'Query' | 'Scan', input: object): Promise<Item[]> {
  const items: Item[] = [];
  let from: object | undefined;
  do {
    const answer = await call(operation, { ...input, ...(from && { ExclusiveStartKey: from }) });
    const { Items, LastEvaluatedKey } = page.parse(answer);
    items.push(...Items.map((attributes) => unmarshall(attributes)));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

/** The items of a partition, optionally only those with a sort key between two. */
export function readPartition(
  call: Call,
  table: string,
  pk: string,
  between?: readonly [from: string, to: string],
): Promise<Item[]> {
  const condition = between ? ' AND sk BETWEEN :from AND :to' : '';
  return readItems(call, 'Query', {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: `pk = :pk${condition}`,
    ExpressionAttributeValues: {
      ':pk': { S: pk },
      ...(between && { ':from': { S: between[0] }, ':to': { S: between[1] } }),
    },
  });
}
