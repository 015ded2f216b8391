import { GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CounterId, Measures } from '../core/counter.ts';
import { counterKey } from '../core/counter-key.ts';
import { expiresAt, type Retention } from '../core/retention.ts';
import { second } from '../core/time.ts';
import type { RollUpStore, StoredCounter } from '../roll-up/roll-up.ts';
import { batchGet } from './batch-get.ts';
import { counterOf, idOf, numberOf } from './counter-item.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** The counters table as the roll-up sees it. The sparse index `dirty` lists hours and days that changed. */
export function rollUpTable(client: Dynamo, tableName: string, retention: Retention): RollUpStore {
  return {
    dirty: (tenant, granularity) => dirtyCounters(client, tableName, tenant, granularity),
    async read(ids) {
      const items = await batchGet({ client, tableName, consistent: true }, ids.map(counterKey));
      return items.flatMap((item) => storedCounter(item) ?? []);
    },
    async standing(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: counterKey(id), ConsistentRead: true }),
      );
      return Item && storedCounter(Item);
    },
    replace: (id, measures, expected) => replace(client, tableName, id, measures, expected, retention),
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
      const id = idOf(item);
      if (id?.granularity === granularity) yield id;
    }
  }
}

function storedCounter(item: Record<string, unknown>): StoredCounter | undefined {
  const counter = counterOf(item);
  return counter && { ...counter, rev: numberOf(item, 'rev'), dirty: item.dirty !== undefined };
}

/** Written whole, so that a measure which fell to 0 does not linger. */
async function replace(
  client: Dynamo,
  tableName: string,
  id: CounterId,
  measures: Measures,
  expected: number,
  retention: Retention,
) {
  const Item = {
    ...counterKey(id),
    ...measures,
    rev: expected + 1,
    expiresAt: Math.ceil(expiresAt(id, retention) / second),
    ...(id.granularity === 'day' && { dirty: id.tenant }),
  };
  const condition =
    expected === 0
      ? { ConditionExpression: 'attribute_not_exists(rev)' }
      : { ConditionExpression: 'rev = :expected', ExpressionAttributeValues: { ':expected': expected } };
  return unlessRefused(client.send(new PutCommand({ TableName: tableName, Item, ...condition })));
}
