import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Log } from '../core/log.ts';
import { day, second } from '../core/time.ts';
import type { Dynamo } from './dynamo.ts';

/** So long it is known when somebody called last. */
export const callsKept = 30 * day;

const countedSchema = z.object({ calls: z.number() });
const minuteSchema = z.object({ sk: z.string() });

/** How often each caller called: items `calls#<caller>`, `<minute>` of the state table. */
export function callCounter({ client, tableName, log }: { client: Dynamo; tableName: string; log: Log }) {
  return {
    /**
     * Counts a call of a minute. Never throws: who has a token is not shut out because a count cannot be kept.
     * @param minute its start, epoch milliseconds. @returns how many there were in it; 0 if that is not known
     */
    async count(caller: string, minute: number): Promise<number> {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk: partition(caller), sk: new Date(minute).toISOString() },
            UpdateExpression: 'ADD calls :one SET expiresAt = :expiry',
            ExpressionAttributeValues: { ':one': 1, ':expiry': Math.ceil((minute + callsKept) / second) },
            ReturnValues: 'UPDATED_NEW',
          }),
        );
        return countedSchema.parse(Attributes).calls;
      } catch (error) {
        log.warn('call not counted', { caller, error: String(error) });
        return 0;
      }
    },

    /** The start of the minute in which somebody called last, epoch milliseconds; absent: not for 30 days. */
    async last(caller: string): Promise<number | undefined> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition(caller) },
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      const [item] = z.array(minuteSchema).parse(Items);
      return item && Date.parse(item.sk);
    },
  };
}

function partition(caller: string): string {
  return `calls#${caller}`;
}
