import type { Group } from './group.ts';

type Timing = Pick<Group, 'startedAt' | 'wait' | 'interval'>;

/**
 * Whether a group is flushed between two ticks, without the first and with the second: `wait` after its first alert,
 * and then at every `interval` (SEMANTICS 4.3). However late its ticks are, it is flushed once for all that were missed.
 */
export function isFlushed({ startedAt, wait, interval }: Timing, before: number, tick: number): boolean {
  if (startedAt === undefined) return false;
  const first = startedAt + wait;
  const flushesBy = (at: number) => Math.floor((at - first) / interval) + 1;
  return flushesBy(tick) > Math.max(0, flushesBy(before));
}
