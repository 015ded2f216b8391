import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Override, overrideSchema } from '../core/override.ts';
import { second } from '../core/time.ts';
import { dispatchItems, dispatchPartition } from './dispatch-items.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';
import { readItem, type TellUnreadable } from './read-item.ts';

const kind = 'override#';

/** All of a tenant's that can be read, in one query; such as are over and not deleted yet included. */
export function overrideReader(table: { client: Dynamo; tableName: string }, tell: TellUnreadable) {
  return async (tenant: string): Promise<Override[]> =>
    (await dispatchItems(table, tenant, kind)).flatMap((item) => readItem(item, overrideSchema, tell));
}

/** What was set at run time: items `dispatch#<tenant>`, `override#<section>` of the state table, until their time. */
export function overrideTable(table: { client: Dynamo; tableName: string }) {
  const { client, tableName } = table;
  return {
    /** Such as are over and not deleted yet included. */
    async list(tenant: string): Promise<Override[]> {
      const items = await dispatchItems(table, tenant, kind);
      return items.map((item) => overrideSchema.parse(item));
    },

    /** @param before what stood there when it was read. @returns false if something else does now */
    async save(tenant: string, override: Override, before: Override | undefined): Promise<boolean> {
      const { until } = override;
      const expiry = until === undefined ? {} : { expiresAt: Math.ceil(until / second) };
      const Item = { ...override, ...keyOf(tenant, override), ...expiry };
      return unlessRefused(client.send(new PutCommand({ TableName: tableName, Item, ...unchanged(before) })));
    },

    /** @returns false if something else stands there now */
    async remove(tenant: string, before: Override): Promise<boolean> {
      const Key = keyOf(tenant, before);
      return unlessRefused(client.send(new DeleteCommand({ TableName: tableName, Key, ...unchanged(before) })));
    },
  };
}

function keyOf(tenant: string, { section }: Pick<Override, 'section'>) {
  return { pk: dispatchPartition(tenant), sk: `${kind}${section}` };
}

function unchanged(before: Override | undefined) {
  if (before === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: '#at = :at AND #by.#name = :name',
    ExpressionAttributeNames: { '#at': 'at', '#by': 'by', '#name': 'name' },
    ExpressionAttributeValues: { ':at': before.at, ':name': before.by.name },
  };
}
