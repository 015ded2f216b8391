import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Journal } from '../core/journal.ts';
import type { Retention } from '../core/retention.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';
import { fromJournalItem, toJournalItem } from './journal-item.ts';

/**
 * The journal table. A consistent read costs a fifth of a refused write, so callers read first.
 * @param now product time, of which `writtenAt` is
 */
export function journalTable(client: Dynamo, tableName: string, retention: Retention, now: () => number): Journal {
  return {
    async load(key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { pk: key }, ConsistentRead: true }),
      );
      return Item && fromJournalItem(Item);
    },
    async save(entry) {
      const first = entry.rev === 1;
      return unlessRefused(
        client.send(
          new PutCommand({
            TableName: tableName,
            Item: toJournalItem({ ...entry, writtenAt: now() }, retention),
            ConditionExpression: first ? 'attribute_not_exists(pk)' : 'rev = :rev',
            ...(!first && { ExpressionAttributeValues: { ':rev': entry.rev - 1 } }),
          }),
        ),
      );
    },
  };
}
