import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { clockFromEnv } from '../functions/aws/clock.ts';
import { StartError } from './settings.ts';

/** Product time on this machine. `setting` is the functions' CLOCK; absent: the wall clock. */
export type LocalClock = { setting: string | undefined; rate: number; now(): number };

const keptSchema = z.object({ tickSeconds: z.number(), start: z.number() });

/**
 * Product time of a kept store goes on where it was: at the same pace, since it can only run ahead of the wall.
 * @throws StartError if the store was kept at another pace
 */
export function localClock(tickSeconds: number, dataDir: string | undefined, wall: number): LocalClock {
  const start = dataDir === undefined ? wall : keptStart(dataDir, tickSeconds, wall);
  const rate = 60 / tickSeconds;
  const setting = tickSeconds === 60 ? undefined : `${start}/${rate}`;
  return { setting, rate, now: clockFromEnv({ CLOCK: setting }).now };
}

function keptStart(dir: string, tickSeconds: number, wall: number): number {
  const file = join(dir, 'clock.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ tickSeconds, start: wall }));
  const kept = keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (kept.tickSeconds === tickSeconds) return kept.start;
  throw new StartError(
    `${dir} was kept with --tick-seconds ${kept.tickSeconds}: its times do not fit --tick-seconds ${tickSeconds}.\nUse the same value, or another directory.`,
  );
}
