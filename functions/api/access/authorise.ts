import { metricNames } from '../../core/metric-names.ts';
import { minute, minuteStart, second } from '../../core/time.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { EndpointFacts } from '../endpoint.ts';
import type { Origin } from '../gateway-event.ts';
import type { Problem } from '../problem.ts';
import { type Caller, mayDo } from './caller.ts';
import { callerOf } from './caller-of.ts';
import { type Refused, refused } from './refused.ts';
import { tellRefusal } from './tell-refusal.ts';
import { tenantOf } from './tenant-of.ts';
import { withTypedName } from './typed-name.ts';

/** `tenant`: the one that the request names. */
export type Asked = {
  endpoint: Pick<EndpointFacts, 'method' | 'path' | 'scope'>;
  headers: Headers;
  origin: Origin;
  tenant: string | undefined;
};
type Allowed = { kind: 'allowed'; caller: Caller; tenant: string; zone: string };

/** Who calls, of which tenant, and whether they may. Refusals are counted and in the log. */
export async function authorise(asked: Asked, deps: ApiDeps): Promise<Allowed | Problem> {
  const { endpoint, headers, origin } = asked;
  deps.metric(metricNames.apiRequests, 1);
  // What is open says nothing of tenants, nor which there are.
  if (endpoint.scope === 'open') return within(undefined, nobody, deps);
  const known = await callerOf(headers, origin, deps);
  if (known.kind === 'refused') return tellRefusal(known, asked, undefined, deps);
  const caller = withTypedName(known.caller, headers);
  if (caller.kind === 'problem') return caller;
  const barred = (await tooOften(known.caller, deps)) ?? barredFrom(endpoint.scope, known.caller);
  if (barred !== undefined) return tellRefusal(barred, asked, known.caller, deps);
  const found = within(asked.tenant, caller.caller, deps);
  const isOthers = found.kind === 'problem' && found.body.status === 403;
  return isOthers
    ? tellRefusal({ kind: 'refused', reason: 'tenant', problem: found }, asked, known.caller, deps)
    : found;
}

const nobody: Caller = { name: 'anyone', via: 'api', scopes: [], id: 'anyone' };

function within(named: string | undefined, caller: Caller, { config }: ApiDeps): Allowed | Problem {
  const found = tenantOf(named, caller, config);
  return found.kind === 'problem' ? found : { ...found, kind: 'allowed', caller };
}

async function tooOften({ id }: Caller, { access, config }: ApiDeps): Promise<Refused | undefined> {
  const wall = access.wall();
  const start = minuteStart(wall);
  const { callsPerMinute } = config.api;
  if ((await access.countCall(id, start)) <= callsPerMinute) return undefined;
  const seconds = String(Math.ceil((start + minute - wall) / second));
  const detail = `${callsPerMinute} calls a minute are allowed (api.callsPerMinute): ask again in ${seconds} s`;
  return refused('rate', 429, detail, { 'retry-after': seconds });
}

function barredFrom(scope: Exclude<Asked['endpoint']['scope'], 'open'>, caller: Caller): Refused | undefined {
  const needed = scope === 'own' ? 'read' : scope;
  if (!mayDo(caller, needed)) {
    return refused('scope', 403, `this needs the scope ${needed}; the token has ${caller.scopes.join(', ')}`);
  }
  if (caller.user === undefined || scope === 'own') return undefined;
  return refused('user', 403, 'this token may see its own user only: /api/sms/metrics/user');
}
