import * as z from 'zod';

/** `tick`: the scheduled time, as ISO text or epoch milliseconds. */
const tickEvent = z.object({ tick: z.union([z.number(), z.string()]).pipe(z.coerce.date()) });

/** `shard`: which of several evaluators is meant. */
const shardEvent = z.object({ shard: z.number().int().nonnegative().default(0) });

/** Which time a scheduled run stands for, however late it starts. @throws ZodError if it was not told */
export function tickOf(event: unknown): number {
  return tickEvent.parse(event).tick.getTime();
}

/** Which of several evaluators is to run. @throws ZodError for anything but a number from 0 on */
export function shardOf(event: unknown): number {
  return shardEvent.parse(event).shard;
}
