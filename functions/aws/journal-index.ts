import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { JournalIndex } from '../core/journal.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import { batchGet } from './batch-get.ts';
import type { Dynamo } from './dynamo.ts';
import { fromJournalItem, journalSplits, registrationPartition, startedPartition } from './journal-item.ts';

type Table = { client: Dynamo; tableName: string; consistent?: boolean };

/** The journal by its two sparse indexes, which hold keys: entries are read behind them, consistently. */
export function journalIndex(table: Table): JournalIndex {
  return {
    async *startedIn(tenant, hourStart, kind) {
      for (let split = 0; split < journalSplits; split += 1) {
        const startedIn = startedPartition(tenant, hourStart, split);
        yield* entries(table, { IndexName: 'byStarted', name: 'startedIn', value: startedIn, kind });
      }
    },
    ofPerson: (tenant, person) =>
      entries(table, { IndexName: 'byRecipient', name: 'recipient', value: `${tenant}#${person}` }),
  };
}

/** All registrations of a tenant, which may be a second old. */
export function registrationsOf({ client, tableName }: Table, tenant: string): AsyncIterable<JournalEntry[]> {
  const value = registrationPartition(tenant);
  return entries({ client, tableName, consistent: false }, { IndexName: 'byStarted', name: 'startedIn', value });
}

type Asked = { IndexName: string; name: string; value: string; kind?: JournalEntry['kind'] | undefined };

/** A page of keys is a page of entries: memory holds no more than one. */
async function* entries({ client, tableName, consistent = true }: Table, { IndexName, name, value, kind }: Asked) {
  const pages = paginateQuery(
    { client, pageSize: 1000 },
    {
      TableName: tableName,
      IndexName,
      KeyConditionExpression: '#name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value, ...(kind && { ':kind': `#${kind}#` }) },
      ...(kind && { FilterExpression: 'contains(pk, :kind)' }),
    },
  );
  for await (const { Items = [] } of pages) {
    const keys = Items.map(({ pk }) => ({ pk: String(pk) }));
    const items = await batchGet({ client, tableName, consistent }, keys);
    yield items.map(fromJournalItem);
  }
}
