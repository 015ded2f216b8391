import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Handling, handlingSchema } from '../core/handling.ts';
import { day, second } from '../core/time.ts';
import { dispatchItems, dispatchPartition } from './dispatch-items.ts';
import { type Dynamo, putRevision } from './dynamo.ts';

const keptFor = 30 * day;

/** What people do about each alert: items `dispatch#<tenant>`, `handling#<alert>` of the state table. */
export function handlingTable({ client, tableName, now }: { client: Dynamo; tableName: string; now(): number }) {
  return {
    async list(tenant: string): Promise<Handling[]> {
      const items = await dispatchItems({ client, tableName }, tenant, 'handling#');
      return items.map((item) => handlingSchema.parse(item));
    },

    async get(tenant: string, alert: string): Promise<Handling | undefined> {
      const Key = keyOf({ tenant, alert });
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && handlingSchema.parse(Item);
    },

    /** @returns false if somebody else has written it since it was read */
    async save(handling: Handling): Promise<boolean> {
      const Item = { ...handling, ...keyOf(handling), expiresAt: Math.ceil((now() + keptFor) / second) };
      return putRevision({ client, tableName }, Item, handling.rev);
    },
  };
}

function keyOf({ tenant, alert }: Pick<Handling, 'tenant' | 'alert'>) {
  return { pk: dispatchPartition(tenant), sk: `handling#${alert}` };
}
