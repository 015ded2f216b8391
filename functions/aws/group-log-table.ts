import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type GroupLog, groupLogSchema } from '../core/group.ts';
import { day, second } from '../core/time.ts';
import { dispatchPartition } from './dispatch-items.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** What somebody may still have to hear the end of stays long; of the rest, what cooldowns count from. */
const kept = { open: 90 * day, closed: 15 * day };

/** What the channel of each group was told: items `dispatch#<tenant>`, `log#<group>` of the state table. */
export function groupLogTable(client: Dynamo, tableName: string) {
  return {
    async get(tenant: string, group: string): Promise<GroupLog | undefined> {
      const Key = keyOf(tenant, group);
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && groupLogSchema.parse(Item);
    },

    /**
     * Writes what became of a notice, unless a later notice is written there already.
     * @returns false if one is: read again, and keep what arrived (`told`)
     */
    async write(tenant: string, log: GroupLog): Promise<boolean> {
      const isOpen = Object.values(log.told).some(({ kind }) => kind === 'firing');
      const expiresAt = Math.ceil((log.triedAt + (isOpen ? kept.open : kept.closed)) / second);
      return unlessRefused(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...log, ...keyOf(tenant, log.group), expiresAt },
            ConditionExpression: 'attribute_not_exists(seq) OR seq < :seq OR (seq = :seq AND attempts <= :attempts)',
            ExpressionAttributeValues: { ':seq': log.seq, ':attempts': log.attempts },
          }),
        ),
      );
    },
  };
}

function keyOf(tenant: string, group: string) {
  return { pk: dispatchPartition(tenant), sk: `log#${group}` };
}
