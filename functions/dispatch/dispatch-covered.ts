import { inParallel } from '../core/in-parallel.ts';
import { metricNames } from '../core/metric-names.ts';
import { minute, minutesBetween } from '../core/time.ts';
import { dispatchTenant } from './dispatch.ts';
import type { DispatchDeps } from './dispatch-deps.ts';

export type CoveredDeps = Omit<DispatchDeps, 'isOver'> & {
  /** Up to which tick all evaluators have judged everything. */
  covered(): Promise<number | undefined>;
  /** The last tick of a tenant that was dispatched. */
  dispatched(tenant: string): Promise<number | undefined>;
  /** Moves forward only; false if it is there already. */
  moveDispatched(tenant: string, tick: number): Promise<boolean>;
  /** Milliseconds; what lies further back is dispatched as one. */
  catchUp: number;
};

type Covered = { tenant: string; zone: string; dispatched: number | undefined; covered: number };

/**
 * Decides who is told what, for every tick that all evaluators are through with: whichever is the last of them. Two that
 * find themselves the last decide the same, and what one has written the other leaves alone. A tenant that fails stands
 * still by itself, and goes on from there at the next run. @throws if nobody can say how far tenants are
 */
export async function dispatchCovered(deps: CoveredDeps): Promise<void> {
  const tenants = Object.entries(deps.config.tenants);
  const [covered, ...dispatched] = await Promise.all([
    deps.covered(),
    ...tenants.map(([tenant]) => deps.dispatched(tenant)),
  ]);
  if (covered === undefined) return;
  const all = tenants.map(([tenant, { timeZone: zone }], index) => ({
    tenant,
    zone,
    dispatched: dispatched[index],
    covered,
  }));
  await inParallel(all, all.length, (one) => dispatchTicks(one, deps));
}

/** Tick by tick, and no further than to the first that fails: what it would have told is told by the one that succeeds. */
async function dispatchTicks({ tenant, zone, dispatched, covered }: Covered, deps: CoveredDeps): Promise<void> {
  let before = dispatched ?? covered - minute;
  const first = covered - before > deps.catchUp ? covered : before + minute;
  const isOver = async (tick: number) => ((await deps.dispatched(tenant)) ?? tick - minute) >= tick;
  for (const tick of minutesBetween(first, covered + minute)) {
    try {
      await dispatchTenant({ tenant, zone, tick, before }, { ...deps, isOver });
      await deps.moveDispatched(tenant, tick);
    } catch (error) {
      deps.metric(metricNames.dispatchFailed, 1);
      const at = new Date(tick).toISOString();
      deps.log.error('tenant not dispatched', { tenant, tick: at, error: String(error) });
      return;
    }
    before = tick;
  }
}
