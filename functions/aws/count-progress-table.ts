import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../core/log.ts';
import type { CountDeps } from '../count/count.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** Notes, per shard, up to which journal write (product time) the counters are complete; item `count`, `<mark>`. */
export function countProgressTable(client: Dynamo, tableName: string, log: Log): CountDeps['noteProgress'] {
  return async (mark, seenUntil) => {
    try {
      await unlessRefused(
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk: 'count', sk: mark },
            UpdateExpression: 'SET seenUntil = :until',
            ConditionExpression: 'attribute_not_exists(seenUntil) OR seenUntil < :until',
            ExpressionAttributeValues: { ':until': seenUntil },
          }),
        ),
      );
    } catch (error) {
      log.warn('count progress not kept', { error: String(error) });
    }
  };
}
