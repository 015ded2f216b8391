import { marshall } from '@aws-sdk/util-dynamodb';
import type { Call } from '../local/store/engine.ts';
import { consumedUnits } from './consumed.ts';

/** What was asked of the tables, and the read units that DynamoDB would charge. */
export type Meter = { reads: number; units: number; writes: number };

const reading = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];

/** Calls of the store, counted. */
export function metered(call: Call, meter: Meter): Call {
  return async (operation, input) => {
    if (!reading.includes(operation)) {
      meter.writes += 1;
      return call(operation, input);
    }
    const output = await call(operation, { ...input, ReturnConsumedCapacity: 'TOTAL' });
    meter.reads += 1;
    // DynamoDB charges for a read that finds nothing, and the embedded store does not.
    meter.units += Math.max(0.5, consumedUnits(output));
    return output;
  };
}

/** Writes items as they are. */
export async function load(call: Call, table: string, items: Iterable<Record<string, unknown>>): Promise<number> {
  let [batch, count]: [object[], number] = [[], 0];
  const write = async () => {
    if (batch.length > 0) await call('BatchWriteItem', { RequestItems: { [table]: batch } });
    count += batch.length;
    batch = [];
  };
  for (const item of items) {
    batch.push({ PutRequest: { Item: marshall(item, { removeUndefinedValues: true }) } });
    if (batch.length === 25) await write();
  }
  await write();
  return count;
}
