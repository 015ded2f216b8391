import { standingRules } from '../../act/on-rules.ts';
import { tenantAlerts } from '../../act/tenant-alerts.ts';
import { didYouMean } from '../../config/known-labels.ts';
import { type RefusedOverride, withOverrides } from '../../config/overrides.ts';
import type { RuleOverrides } from '../../config/rule-overrides.ts';
import type { Config, RuleSettings } from '../../config/schema.ts';
import type { Alert } from '../../core/alert.ts';
import { allRules } from '../../rules/evaluation-rules.ts';
import type { Context } from '../endpoint.ts';
import { type Problem, problem } from '../problem.ts';

/** A tenant's rules as they are judged now, and what of them is overridden. */
export type RuleBook = {
  /** With what is set at run time. */
  config: Config;
  /** Those that are off included. */
  rules: readonly RuleSettings[];
  /** By rule; some may not apply. */
  overrides: RuleOverrides;
  refused: readonly RefusedOverride[];
};

/** In one query. */
export async function readRules({ tenant, deps }: Pick<Context, 'tenant' | 'deps'>): Promise<RuleBook> {
  const now = deps.now();
  const standing = await deps.act.overrides(tenant);
  const { config, refused } = withOverrides(deps.config, standing, now);
  return { config, rules: allRules(config.rules), overrides: standingRules(standing, now), refused };
}

/** The alerts of each rule; a query for each of them. */
export async function alertsByRule({
  tenant,
  deps,
}: Pick<Context, 'tenant' | 'deps'>): Promise<ReadonlyMap<string, Alert[]>> {
  const { config, act } = deps;
  const all = await tenantAlerts(tenant, { config, alertsOfRule: act.alertsOfRule });
  return Map.groupBy(all, ({ rule }) => rule);
}

/** The rule of that id, or that there is none. */
export function ruleIn({ rules }: Pick<RuleBook, 'rules'>, id: string): RuleSettings | Problem {
  const found = rules.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const meant = didYouMean(
    id,
    rules.map((rule) => rule.id),
  );
  return problem(404, `there is no rule "${id}"${meant || '; GET /v1/rules lists all'}`);
}

export function isProblem(found: RuleSettings | Problem): found is Problem {
  return found.kind === 'problem';
}
