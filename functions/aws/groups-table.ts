import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Group, groupSchema } from '../core/group.ts';
import { second } from '../core/time.ts';
import { type Dynamo, putRevision } from './dynamo.ts';
import { readItem, type TellUnreadable } from './read-item.ts';

/** No rule has such an id: groups lie beside alerts, for the table's stream is the outbox of both. */
const suffix = '#~groups';

/** What is told together, and what is to be told next: items `<tenant>#~groups`, `<group>` of the alerts table. */
export function groupsTable(client: Dynamo, tableName: string) {
  return {
    async all(tenant: string, tell: TellUnreadable = () => undefined): Promise<Group[]> {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': tenant + suffix },
        },
      );
      const groups: Group[] = [];
      for await (const page of pages)
        groups.push(...(page.Items ?? []).flatMap((item) => readItem(item, groupSchema, tell)));
      return groups;
    },

    async get(tenant: string, id: string): Promise<Group | undefined> {
      const Key = { pk: tenant + suffix, sk: id };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && groupSchema.parse(Item);
    },

    /** @param keepUntil epoch milliseconds. @returns false if somebody else has written it since it was read */
    async save(group: Group, keepUntil?: number): Promise<boolean> {
      const key = { pk: group.tenant + suffix, sk: group.id };
      const kept = keepUntil !== undefined && { expiresAt: Math.ceil(keepUntil / second) };
      return putRevision({ client, tableName }, { ...group, ...key, ...kept }, group.rev);
    },
  };
}

/** Whether an item of the alerts table is a group, by its key. */
export function isGroupKey(pk: unknown): boolean {
  return typeof pk === 'string' && pk.endsWith(suffix);
}
