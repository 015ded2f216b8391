import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** An item in a stream record, in DynamoDB's own JSON. */
export const image = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
);
export type Image = z.output<typeof image>;
