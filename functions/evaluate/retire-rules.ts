import { isDeepStrictEqual } from 'node:util';
import { inParallel } from '../core/in-parallel.ts';
import { day } from '../core/time.ts';
import type { EvaluateDeps } from './evaluate.ts';
import { closeAlert } from './evaluate-rule.ts';
import { rulesAtOnce } from './evaluate-tick.ts';

/**
 * What was judged last, as `tenant/rule`. `retired`: what is not judged any more, and the tick at which that was seen;
 * remembered for a day, for an evaluator of the old configuration may still be at work, and a notice on its way.
 */
export type JudgedRules = { rules: readonly string[]; retired: Readonly<Record<string, number>> };

/**
 * Ends the alerts of rules that were removed or switched off. What fails is tried again at the next run.
 * @returns how many changed. @throws if the list cannot be read or written
 */
export async function retireRules(tick: number, deps: EvaluateDeps): Promise<number> {
  const judged = await deps.judgedRules();
  const rules = await currentRules(tick, deps);
  const gone = [...judged.rules, ...Object.keys(judged.retired)].filter((name) => !rules.includes(name));
  const seen = gone.map((name): [string, number] => [name, judged.retired[name] ?? tick]);
  const retired = Object.fromEntries(seen.filter(([, at]) => tick - at < day));
  // Before they are closed: who dies now must find them again.
  if (!isDeepStrictEqual(judged, { rules, retired })) await deps.saveJudgedRules({ rules, retired });
  const closed = await Promise.all(Object.keys(retired).map((name) => closeAlerts(name, tick, deps)));
  return closed.reduce((sum, count) => sum + count, 0);
}

async function currentRules(tick: number, { tenants, rulesOf }: EvaluateDeps): Promise<string[]> {
  const all = await inParallel(Object.keys(tenants), rulesAtOnce, async (tenant) =>
    (await rulesOf(tenant, tick)).filter(({ enabled }) => enabled).map(({ id }) => `${tenant}/${id}`),
  );
  return all.flat().sort();
}

async function closeAlerts(name: string, tick: number, deps: EvaluateDeps): Promise<number> {
  const [tenant = '', rule = ''] = name.split('/');
  try {
    const alerts = (await deps.alertsOfRule(tenant, rule)).filter((one) => deps.owns(one.id));
    const results = await Promise.all(alerts.map((alert) => closeAlert(alert, 'rule-removed', tick, deps)));
    return results.filter(({ saved }) => saved).length;
  } catch (error) {
    deps.log.error('alerts of a removed rule not closed', { tenant, rule, error: String(error) });
    return 0;
  }
}
