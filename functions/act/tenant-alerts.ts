import type { Alert } from '../core/alert.ts';
import { inParallel } from '../core/in-parallel.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import type { ActDeps } from './act-deps.ts';

/** So many rules are asked for at once. */
const atOnce = 16;

/**
 * A tenant's alerts of whatever state, as far as they are not forgotten: a query for each rule, however many alerts of
 * other tenants there are. Those of a rule that was removed are closed within a minute, and no longer found by then.
 */
export async function tenantAlerts(
  tenant: string,
  { config, alertsOfRule }: Pick<ActDeps, 'config' | 'alertsOfRule'>,
): Promise<Alert[]> {
  const found = await inParallel(allRules(config.rules), atOnce, ({ id }) => alertsOfRule(tenant, id));
  return found.flat();
}

export function isFiring({ state }: Pick<Alert, 'state'>): boolean {
  return state === 'firing';
}
