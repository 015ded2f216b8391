import type { Log } from '../core/log.ts';
import type { Override } from '../core/override.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import { withOverrides } from './overrides.ts';
import type { Config, RuleSettings } from './schema.ts';

export type TenantRulesDeps = {
  config: Config;
  overrides(tenant: string): Promise<readonly Override[]>;
  log: Log;
};

/**
 * The rules of a tenant at a time, in epoch milliseconds: as deployed, with what was set at run time. If that cannot be
 * read, what was read last counts on, and before anything was read, what is deployed: a rule judged as it was deployed is
 * better than one that is not judged. Never throws.
 */
export function tenantRules({ config, overrides, log }: TenantRulesDeps) {
  const deployed = allRules(config.rules);
  const known = new Map<string, readonly Override[]>();
  return async (tenant: string, at: number): Promise<readonly RuleSettings[]> => {
    try {
      known.set(tenant, await overrides(tenant));
    } catch (error) {
      log.error('overrides not read', { tenant, error: String(error) });
    }
    const standing = known.get(tenant) ?? [];
    return standing.length === 0 ? deployed : allRules(withOverrides(config, standing, at).config.rules);
  };
}
