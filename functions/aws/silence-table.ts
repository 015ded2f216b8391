import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Silence, silenceSchema } from '../core/silence.ts';
import { day, second } from '../core/time.ts';
import { dispatchItems, dispatchPartition } from './dispatch-items.ts';
import { type Dynamo, putRevision } from './dynamo.ts';

/** So long people can see what was silenced, and why nobody was told. */
const keptFor = 5 * day;

/** The silences: items `dispatch#<tenant>`, `silence#<id>` of the state table, until five days after their end. */
export function silenceTable(table: { client: Dynamo; tableName: string }) {
  const { client, tableName } = table;
  return {
    async get(tenant: string, id: string): Promise<Silence | undefined> {
      const Key = keyOf({ tenant, id });
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && silenceSchema.parse(Item);
    },

    async list(tenant: string): Promise<Silence[]> {
      const items = await dispatchItems(table, tenant, 'silence#');
      return items.map((item) => silenceSchema.parse(item));
    },

    /** @returns false if somebody else has written it since it was read */
    async save(silence: Silence): Promise<boolean> {
      const Item = { ...silence, ...keyOf(silence), expiresAt: Math.ceil((silence.endsAt + keptFor) / second) };
      return putRevision(table, Item, silence.rev);
    },
  };
}

function keyOf({ tenant, id }: Pick<Silence, 'tenant' | 'id'>) {
  return { pk: dispatchPartition(tenant), sk: `silence#${id}` };
}
