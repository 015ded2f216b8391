import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Dynamo } from './dynamo.ts';

/** Where all that dispatching has to know of a tenant lies in the state table. */
export function dispatchPartition(tenant: string): string {
  return `dispatch#${tenant}`;
}

/**
 * Its items; such as have expired and are not deleted yet included.
 * @param kind of what kind, such as `silence#`; absent: all
 */
export async function dispatchItems(
  { client, tableName }: { client: Dynamo; tableName: string },
  tenant: string,
  kind?: string,
): Promise<Record<string, unknown>[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: kind === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :kind)',
      ExpressionAttributeValues: { ':pk': dispatchPartition(tenant), ...(kind !== undefined && { ':kind': kind }) },
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}
