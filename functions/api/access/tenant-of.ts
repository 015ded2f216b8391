import type { Config } from '../../config/schema.ts';
import { type Problem, problem } from '../problem.ts';
import type { Caller } from './caller.ts';

type Found = { kind: 'tenant'; tenant: string; zone: string };

/** The tenant that a request speaks of: the one it names, else the caller's own, else `main`, else the first. */
export function tenantOf(
  named: string | undefined,
  caller: Pick<Caller, 'tenant'>,
  { tenants }: Pick<Config, 'tenants'>,
): Found | Problem {
  if (named !== undefined && caller.tenant !== undefined && named !== caller.tenant) {
    return problem(403, `tenant: this token is for ${caller.tenant} only`);
  }
  const usual = Object.hasOwn(tenants, 'main') ? 'main' : (Object.keys(tenants)[0] ?? 'main');
  const tenant = named ?? caller.tenant ?? usual;
  const settings = Object.hasOwn(tenants, tenant) ? tenants[tenant] : undefined;
  if (settings !== undefined) return { kind: 'tenant', tenant, zone: settings.timeZone };
  return problem(404, `tenant: there is no "${tenant}"; GET /v1/about lists all`);
}
