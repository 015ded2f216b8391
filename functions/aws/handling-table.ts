import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Handling, handlingSchema } from '../core/handling.ts';
import { day, second } from '../core/time.ts';
import { dispatchPartition } from './dispatch-items.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

const keptFor = 30 * day;

/** What people do about each alert: items `dispatch#<tenant>`, `handling#<alert>` of the state table. */
export function handlingTable({ client, tableName, now }: { client: Dynamo; tableName: string; now(): number }) {
  return {
    async get(tenant: string, alert: string): Promise<Handling | undefined> {
      const Key = keyOf({ tenant, alert });
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && handlingSchema.parse(Item);
    },

    /**
     * Writes a handling on the condition that nobody else has since it was read: its revision is one more than the
     * stored one's. @returns false if somebody has
     */
    async save(handling: Handling): Promise<boolean> {
      const condition =
        handling.rev === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': handling.rev - 1 } };
      const Item = { ...handling, ...keyOf(handling), expiresAt: Math.ceil((now() + keptFor) / second) };
      return unlessRefused(client.send(new PutCommand({ TableName: tableName, Item, ...condition })));
    },
  };
}

function keyOf({ tenant, alert }: Pick<Handling, 'tenant' | 'alert'>) {
  return { pk: dispatchPartition(tenant), sk: `handling#${alert}` };
}
