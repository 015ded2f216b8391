import type { RuleSettings } from '../config/schema.ts';
import { type Alert, isOpen } from '../core/alert.ts';
import { inParallel } from '../core/in-parallel.ts';
import { type Outage, restoreAlert } from '../core/restore.ts';
import { minute } from '../core/time.ts';
import { holdsOf, writesAtOnce } from './evaluate-rule.ts';
import { rulesAtOnce } from './evaluate-tick.ts';
import type { TickDeps } from './tick-deps.ts';

/**
 * Tells the open alerts of all rules that they were not evaluated for a while, before the first tick after it. A rule
 * whose alerts cannot be read or written goes on as it was. @returns how many alerts were written
 */
export async function restoreAlerts(outage: Outage, deps: TickDeps): Promise<number> {
  const tenants = await inParallel(Object.keys(deps.tenants), rulesAtOnce, async (tenant) => {
    const rules = await deps.rulesOf(tenant, outage.backAt);
    return rules.filter(({ enabled }) => enabled).map((rule) => ({ tenant, rule }));
  });
  const all = tenants.flat();
  const restored = await inParallel(all, rulesAtOnce, async ({ tenant, rule }) => {
    try {
      return await restoreRule(tenant, rule, outage, deps);
    } catch (error) {
      deps.log.error('alerts not restored', { tenant, rule: rule.id, error: String(error) });
      return 0;
    }
  });
  return restored.reduce((sum, count) => sum + count, 0);
}

async function restoreRule(tenant: string, rule: RuleSettings, outage: Outage, deps: TickDeps): Promise<number> {
  const open = (await deps.alertsOfRule(tenant, rule.id)).filter((one) => isOpen(one) && deps.owns(one.id));
  const saved = await inParallel(open, writesAtOnce, async (alert) => {
    const own = ownOutage(alert, outage, deps);
    if (own === undefined) return false;
    const restored = restoreAlert(alert, holdsOf(rule), own, deps.evaluation);
    return deps.saveAlert({ ...restored, tick: outage.backAt - minute, rev: alert.rev + 1 });
  });
  return saved.filter(Boolean).length;
}

/** A run that was cut has done more than the cursor says, for some alerts; what is restored already is not again. */
function ownOutage(alert: Alert, { downAt, backAt }: Outage, { evaluation }: TickDeps): Outage | undefined {
  const since = Math.max(downAt, alert.tick);
  return backAt - since - minute > evaluation.catchUp ? { downAt: since, backAt } : undefined;
}
