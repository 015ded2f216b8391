import * as z from 'zod';

/** `tick`: the scheduled time, as ISO text or epoch milliseconds. */
const tickEvent = z.object({ tick: z.union([z.number(), z.string()]).pipe(z.coerce.date()) });

/** Which time a scheduled run stands for, however late it starts. @throws ZodError if it was not told */
export function tickOf(event: unknown): number {
  return tickEvent.parse(event).tick.getTime();
}
