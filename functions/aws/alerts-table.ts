import { GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type Alert, alertSchema } from '../core/alert.ts';
import { alertPartition, fromAlertItem, toAlertItem } from './alert-item.ts';
import { batchGet } from './batch-get.ts';
import { type Dynamo, putRevision } from './dynamo.ts';
import { readItem, type TellUnreadable } from './read-item.ts';

/** The alerts table: what is true of each alert, and what its channels are to be told. */
export function alertsTable(client: Dynamo, tableName: string) {
  const pagesOf = (tenant: string, rule: string) =>
    paginateQuery(
      { client },
      {
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': alertPartition(tenant, rule) },
      },
    );
  return {
    /** Inactive alerts included, even such as have expired and are not deleted yet. */
    async ofRule(tenant: string, rule: string): Promise<Alert[]> {
      const alerts: Alert[] = [];
      for await (const { Items = [] } of pagesOf(tenant, rule)) alerts.push(...Items.map(fromAlertItem));
      return alerts;
    },

    /** The same; `undefined` if any of them cannot be read. */
    async ofRuleIfReadable(tenant: string, rule: string, tell: TellUnreadable): Promise<Alert[] | undefined> {
      const items: Record<string, unknown>[] = [];
      for await (const { Items = [] } of pagesOf(tenant, rule)) items.push(...Items);
      const alerts = items.flatMap((item) => readItem(item, alertSchema, tell));
      return alerts.length === items.length ? alerts : undefined;
    },

    async get(tenant: string, rule: string, id: string): Promise<Alert | undefined> {
      const Key = { pk: alertPartition(tenant, rule), sk: id };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && fromAlertItem(Item);
    },

    /** Those of a tenant that are still there, of any rules. */
    async some(tenant: string, alerts: readonly { rule: string; id: string }[]): Promise<Alert[]> {
      const keys = alerts.map(({ rule, id }) => ({ pk: alertPartition(tenant, rule), sk: id }));
      const items = await batchGet({ client, tableName, consistent: true }, keys);
      return items.map(fromAlertItem);
    },

    /** @returns false if somebody else has written it since it was read */
    async save(alert: Alert, keepUntil?: number): Promise<boolean> {
      return putRevision({ client, tableName }, toAlertItem(alert, keepUntil), alert.rev);
    },
  };
}
