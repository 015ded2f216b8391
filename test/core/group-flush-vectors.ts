import type * as groupFlushModule from '../../functions/core/group-flush.ts';
import { minute } from '../../functions/core/time.ts';
import type { ModuleVector } from './module-vectors.ts';

type Module = Pick<typeof groupFlushModule, 'isFlushed'>;

/** SEMANTICS 4.3.2, of a group that starts at minute 10, waits 3 minutes, and goes on every 5: 13, 18, 23. */
export const groupFlushVectors: ModuleVector<Module>[] = [
  vector('4.3.2: not before its wait is over', [11, 12], false),
  vector('4.3.2: when its wait is over', [12, 13], true),
  vector('4.3.2: not twice', [13, 14], false),
  vector('4.3.2: not before its interval is over', [16, 17], false),
  vector('4.3.2: when its interval is over', [17, 18], true),
  vector('4.3.2: not long before it started', [1, 2], false),
  vector('4.3.2: late, if a tick was missed', [17, 20], true),
  vector('4.3.2: once for all that were missed', [12, 40], true),
  vector('4.3.2: and then again by the clock', [40, 42], false),
  vector('4.3.2: never if it has not started', [0, 99], false, {}),
];

function vector(
  id: string,
  [before, tick]: [number, number],
  gives: boolean,
  started: { startedAt?: number } = { startedAt: 10 * minute },
): ModuleVector<Module> {
  const timing = { ...started, wait: 3 * minute, interval: 5 * minute };
  return { id, of: ({ isFlushed }) => isFlushed(timing, before * minute, tick * minute), gives };
}
