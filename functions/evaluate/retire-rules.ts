import { isOpen } from '../core/alert.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { closeAlert } from './evaluate-rule.ts';

/**
 * Ends the alerts of rules that were removed or switched off since they were judged last. @returns how many changed
 */
export async function retireRules(tick: number, deps: EvaluateDeps): Promise<number> {
  const enabled = deps.rules.filter((rule) => rule.enabled).map(({ id }) => id);
  const current = Object.keys(deps.tenants).flatMap((tenant) => enabled.map((rule) => `${tenant}/${rule}`));
  const judged = await deps.judgedRules();
  const gone = judged.filter((name) => !current.includes(name));
  const closed = await Promise.all(gone.map((name) => closeAlerts(name, tick, deps)));
  const unchanged = gone.length === 0 && judged.length === current.length;
  if (!unchanged) await deps.saveJudgedRules(current);
  return closed.reduce((sum, count) => sum + count, 0);
}

async function closeAlerts(name: string, tick: number, deps: EvaluateDeps): Promise<number> {
  const [tenant = '', rule = ''] = name.split('/');
  const alerts = (await deps.alertsOfRule(tenant, rule)).filter((one) => isOpen(one) && deps.owns(one.id));
  const results = await Promise.all(alerts.map((alert) => closeAlert(alert, 'rule-removed', tick, deps)));
  return results.filter(({ saved }) => saved).length;
}
