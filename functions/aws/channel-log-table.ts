import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type ChannelLog, channelLogSchema } from '../core/alert.ts';
import { day, second } from '../core/time.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** Long after the last attempt a log tells nobody anything: cooldowns and resolves are over by then. */
const keptFor = 90 * day;

/** What each channel was told of each alert: items `channel-log#<tenant>#<alert>`, `<channel>` of the state table. */
export function channelLogTable(client: Dynamo, tableName: string) {
  return {
    async ofAlert(tenant: string, alertId: string): Promise<ChannelLog[]> {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition(tenant, alertId) },
        },
      );
      const logs: ChannelLog[] = [];
      for await (const page of pages) logs.push(...(page.Items ?? []).map((item) => channelLogSchema.parse(item)));
      return logs;
    },

    /**
     * Writes what became of a notice, unless a later notice is written there already.
     * @returns false if one is: read again, and keep what arrived (`sent`, `lastFiringSentAt`)
     */
    async write(tenant: string, alertId: string, log: ChannelLog): Promise<boolean> {
      const key = { pk: partition(tenant, alertId), sk: log.channel };
      const expiresAt = Math.ceil((log.triedAt + keptFor) / second);
      return unlessRefused(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...log, ...key, expiresAt },
            ConditionExpression: 'attribute_not_exists(seq) OR seq <= :seq',
            ExpressionAttributeValues: { ':seq': log.seq },
          }),
        ),
      );
    },
  };
}

function partition(tenant: string, alertId: string): string {
  return `channel-log#${tenant}#${alertId}`;
}
