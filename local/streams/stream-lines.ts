import type { AttributeValue } from 'aws-lambda';
import * as z from 'zod';

/** An item in DynamoDB's JSON. */
export type Image = Record<string, AttributeValue>;
const image = z.custom<Image>((value) => typeof value === 'object' && value !== null);

const intend = z.object({
  is: z.literal('intend'),
  id: z.number(),
  table: z.string(),
  shard: z.number(),
  keys: image,
  old: image.optional(),
});
const commit = z.object({
  is: z.literal('commit'),
  id: z.number(),
  table: z.string(),
  shard: z.number(),
  keys: image,
  old: image.optional(),
  new: image.optional(),
  /** Rises over all shards. */
  sequence: z.number(),
  /** Epoch milliseconds. */
  at: z.number(),
});
const drop = z.object({ is: z.literal('drop'), id: z.number() });
const checkpoint = z.object({
  is: z.literal('checkpoint'),
  table: z.string(),
  consumer: z.string(),
  shard: z.number(),
  sequence: z.number(),
});
const counter = z.object({ is: z.literal('counter'), sequence: z.number() });

/** What the log of the streams says, in order: its state is these lines applied one after the other. */
export const streamLine = z.discriminatedUnion('is', [intend, commit, drop, checkpoint, counter]);
export type StreamLine = z.infer<typeof streamLine>;
/** A write that was begun, with the item as it was before. */
export type Intent = z.infer<typeof intend>;
/** A write that is done: what consumers get to see. */
export type Committed = z.infer<typeof commit>;
