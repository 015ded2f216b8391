import { GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type CounterId, counterKey, expiresAt, historyPartition, type Measures } from '../core/counter.ts';
import { bucketText, minute, parseBucketText, second } from '../core/time.ts';
import type { RollUpStore, StoredCounter } from '../roll-up/roll-up.ts';
import { historyIdOf, measuresOf, numberOf } from './counter-item.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** The counters table as the roll-up sees it. The sparse index `dirty` lists hours and days that changed. */
export function rollUpTable(client: Dynamo, tableName: string): RollUpStore {
  return {
    dirty: (tenant, granularity) => dirtyCounters(client, tableName, tenant, granularity),
    async range(scope, granularity, from, to) {
      const pk = historyPartition(scope.tenant, scope.dimension, scope.value, granularity);
      const counters: StoredCounter[] = [];
      for await (const item of itemsBetween(client, tableName, pk, from, to)) {
        const start = parseBucketText(String(item.sk));
        counters.push({ ...scope, granularity, start, measures: measuresOf(item), rev: numberOf(item, 'rev') });
      }
      return counters;
    },
    async revision(id) {
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: counterKey(id),
          ConsistentRead: true,
          ProjectionExpression: 'rev',
        }),
      );
      return numberOf(Item, 'rev');
    },
    replace: (id, measures, expected) => replace(client, tableName, id, measures, expected),
    async clean(counter) {
      await unlessRefused(
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: counterKey(counter),
            UpdateExpression: 'REMOVE dirty',
            ConditionExpression: 'rev = :rev',
            ExpressionAttributeValues: { ':rev': counter.rev },
          }),
        ),
      );
    },
  };
}

async function* dirtyCounters(client: Dynamo, tableName: string, tenant: string, granularity: 'hour' | 'day') {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      IndexName: 'dirty',
      KeyConditionExpression: 'dirty = :tenant',
      ExpressionAttributeValues: { ':tenant': tenant },
    },
  );
  for await (const page of pages) {
    for (const item of page.Items ?? []) {
      const id = historyIdOf(String(item.pk), parseBucketText(String(item.sk)));
      if (id?.granularity === granularity) yield id;
    }
  }
}

async function* itemsBetween(client: Dynamo, tableName: string, pk: string, from: number, to: number) {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':from': bucketText(from), ':last': bucketText(to - minute) },
    },
  );
  for await (const page of pages) yield* page.Items ?? [];
}

/** Written whole, so that a measure which fell to 0 does not linger. */
async function replace(client: Dynamo, tableName: string, id: CounterId, measures: Measures, expected: number) {
  const Item = {
    ...counterKey(id),
    ...measures,
    rev: expected + 1,
    expiresAt: Math.ceil(expiresAt(id) / second),
    ...(id.granularity === 'day' && { dirty: id.tenant }),
  };
  const condition =
    expected === 0
      ? { ConditionExpression: 'attribute_not_exists(rev)' }
      : { ConditionExpression: 'rev = :expected', ExpressionAttributeValues: { ':expected': expected } };
  return unlessRefused(client.send(new PutCommand({ TableName: tableName, Item, ...condition })));
}
