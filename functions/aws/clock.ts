import * as z from 'zod';

/**
 * Product time. On AWS it is the wall clock. On one machine it may run faster, for demonstrations: every time inside,
 * the providers' included, then passes through the same map, and only signature freshness stays on the wall.
 */
export type Clock = {
  now(): number;
  wall(): number;
  /** Product time of a wall time. */
  fromWall(at: number): number;
};

const clockEnv = z.object({
  /** `<epoch milliseconds at which the two clocks agreed>/<product minutes per wall minute>` */
  CLOCK: z
    .string()
    .regex(/^\d+\/\d+(\.\d+)?$/)
    .optional(),
});

export function clockFromEnv(env: NodeJS.ProcessEnv): Clock {
  const setting = clockEnv.parse(env).CLOCK;
  if (setting === undefined) return { now: Date.now, wall: Date.now, fromWall: (at) => at };
  const [start = 0, rate = 1] = setting.split('/').map(Number);
  const fromWall = (at: number) => Math.round(start + (at - start) * rate);
  return { now: () => fromWall(Date.now()), wall: Date.now, fromWall };
}
