import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { coveredUntil, type ShardCursor } from '../core/shard.ts';
import { numberOf } from './counter-item.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** The cursor of one of several evaluators, which knows how far others have come before their number was changed. */
export function shardCursor(client: Dynamo, tableName: string, name: string, shard: number, shards: number) {
  const own = cursorTable(client, tableName, shards === 1 ? name : `${name}#${shard}/${shards}`);
  return { ...own, read: async () => coveredUntil(shard, shards, await shardCursors(client, tableName, name)) };
}

/** How far each evaluator has come, also such as there are no more. */
export async function shardCursors(client: Dynamo, tableName: string, name: string): Promise<ShardCursor[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :name)',
      ExpressionAttributeValues: { ':pk': 'cursor', ':name': name },
    }),
  );
  return Items.flatMap((item) => {
    const [found, ...numbers] = /^(?:#(\d+)\/(\d+))?$/.exec(String(item.sk).slice(name.length)) ?? [];
    const [shard = 0, of = 1] = numbers.flatMap((text) => (text === undefined ? [] : Number(text)));
    return found === undefined ? [] : [{ shard, of, at: numberOf(item, 'at') }];
  });
}

/** A cursor over time that only moves forward: item `cursor`, `<name>` of the state table; `at` in epoch milliseconds. */
export function cursorTable(client: Dynamo, tableName: string, name: string) {
  const Key = { pk: 'cursor', sk: name };
  return {
    async read(): Promise<number | undefined> {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      const at: unknown = Item?.at;
      return typeof at === 'number' ? at : undefined;
    },

    /** @returns false if the cursor is there already, or further */
    async move(at: number): Promise<boolean> {
      return unlessRefused(
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key,
            UpdateExpression: 'SET #at = :at',
            ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':at': at },
          }),
        ),
      );
    },
  };
}
