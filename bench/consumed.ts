import * as z from 'zod';

const capacity = z.object({ CapacityUnits: z.number() });
const consumed = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() });

/** The read or write units that DynamoDB says an operation took; 0 if nobody asked it to. */
export function consumedUnits(output: unknown): number {
  const { ConsumedCapacity = [] } = consumed.parse(output);
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
}
