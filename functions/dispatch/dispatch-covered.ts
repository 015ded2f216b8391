import { inParallel } from '../core/in-parallel.ts';
import { minute, minutesBetween } from '../core/time.ts';
import { dispatchTenant } from './dispatch.ts';
import type { DispatchDeps } from './dispatch-deps.ts';

export type CoveredDeps = Omit<DispatchDeps, 'isOver'> & {
  /** Up to which tick all evaluators have judged everything. */
  covered(): Promise<number | undefined>;
  /** The last tick that was dispatched. */
  dispatched(): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  moveDispatched(tick: number): Promise<boolean>;
  /** Milliseconds; what lies further back is dispatched as one. */
  catchUp: number;
};

/**
 * Decides who is told what, for every tick that all evaluators are through with: whichever is the last of them. Two that
 * find themselves the last decide the same, and what one has written the other leaves alone. @throws if a table fails
 */
export async function dispatchCovered(deps: CoveredDeps): Promise<void> {
  const [covered, dispatched] = await Promise.all([deps.covered(), deps.dispatched()]);
  if (covered === undefined) return;
  let before = dispatched ?? covered - minute;
  const first = covered - before > deps.catchUp ? covered : before + minute;
  const tenants = Object.entries(deps.config.tenants);
  const isOver = async (tick: number) => ((await deps.dispatched()) ?? tick - minute) >= tick;
  for (const tick of minutesBetween(first, covered + minute)) {
    await inParallel(tenants, tenants.length, ([tenant, { timeZone: zone }]) =>
      dispatchTenant({ tenant, zone, tick, before }, { ...deps, isOver }),
    );
    await deps.moveDispatched(tick);
    before = tick;
  }
}
