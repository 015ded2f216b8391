import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Dynamo, unlessRefused } from './dynamo.ts';

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
