import { createHash } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { hour, second } from '../core/time.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** Longer than anything is good for: signatures for five minutes before and after their time, buttons of a dashboard for an hour. */
const keptFor = 2 * hour;

/** The signed requests that were taken: items `taken#<tenant>`, `<hash of the signature>` of the state table. */
export function takenRequests(client: Dynamo, tableName: string) {
  /** @param wall wall-clock time in epoch milliseconds. @returns false if a request of that signature was taken before */
  return (tenant: string, signature: string, wall: number): Promise<boolean> => {
    const sk = createHash('sha256').update(signature).digest('hex');
    const Item = { pk: `taken#${tenant}`, sk, expiresAt: Math.ceil((wall + keptFor) / second) };
    const ConditionExpression = 'attribute_not_exists(pk)';
    return unlessRefused(client.send(new PutCommand({ TableName: tableName, Item, ConditionExpression })));
  };
}
