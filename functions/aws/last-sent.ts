import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Journal } from '../core/journal.ts';
import type { PrepareDeps } from '../ingest/record-prepared.ts';
import type { Dynamo } from './dynamo.ts';

/** People who write again and again between two messages of ours are looked through so far. */
const mostPages = 4;

/** Finds the team's last message to a person, in the journal's index by recipient. */
export function lastSentReader(client: Dynamo, tableName: string, journal: Journal): PrepareDeps['lastSentTo'] {
  return async (tenant, person, from, to) => {
    const pages = paginateQuery(
      { client, pageSize: 50 },
      {
        TableName: tableName,
        IndexName: 'byRecipient',
        KeyConditionExpression: 'recipient = :recipient AND startedAt BETWEEN :from AND :to',
        FilterExpression: 'contains(pk, :message)',
        ExpressionAttributeValues: {
          ':recipient': `${tenant}#${person}`,
          ':from': from,
          ':to': to,
          ':message': '#message#',
        },
        ScanIndexForward: false,
      },
    );
    let read = 0;
    for await (const { Items = [] } of pages) {
      const key: unknown = Items[0]?.pk;
      if (typeof key === 'string') return journal.load(key);
      read += 1;
      if (read === mostPages) return undefined;
    }
    return undefined;
  };
}
