import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { numberOf } from './counter-item.ts';
import type { Dynamo } from './dynamo.ts';

/**
 * How far `count` is behind the journal, in milliseconds of product time: the newest recorded webhook of all providers
 * against the newest journal write that is counted. 0 as long as either is missing.
 */
export function countLagReader(client: Dynamo, tableName: string, tenants: readonly string[]) {
  const newest = async (pk: string, attribute: string): Promise<number> => {
    const pages = paginateQuery(
      { client },
      { TableName: tableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } },
    );
    let latest = 0;
    for await (const page of pages) {
      for (const item of page.Items ?? []) latest = Math.max(latest, numberOf(item, attribute));
    }
    return latest;
  };
  return async (): Promise<number> => {
    const [counted, ...recorded] = await Promise.all([
      newest('count', 'seenUntil'),
      ...tenants.map((tenant) => newest(`provider-status#${tenant}`, 'lastRecordedAt')),
    ]);
    return counted === 0 ? 0 : Math.max(0, ...recorded.map((at) => at - counted));
  };
}
