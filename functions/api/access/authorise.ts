import { openedBy, type Scope, tokenId } from '../../core/token.ts';
import type { ApiDeps } from '../api-deps.ts';
import { type Caller, mayDo } from '../caller.ts';
import type { EndpointFacts } from '../endpoint.ts';
import type { Origin } from '../gateway-event.ts';
import { type Problem, problem } from '../problem.ts';

type Asked = { scope: EndpointFacts['scope']; headers: Headers; origin: Origin };

/** Who calls, and whether they may. */
export async function authorise(
  { scope, headers, origin }: Asked,
  deps: ApiDeps,
): Promise<{ kind: 'allowed'; caller: Caller } | Problem> {
  if (scope === 'open') return { kind: 'allowed', caller: nobody };
  const caller = await callerOf(headers, origin, deps);
  if (caller === undefined) return unknownCaller;
  const needed: Scope = scope === 'own' ? 'read' : scope;
  if (!mayDo(caller, needed))
    return problem(403, `this needs the scope ${needed}; the token has ${caller.scopes.join(', ')}`);
  if (caller.user !== undefined && scope !== 'own')
    return problem(403, 'this token may see its own user only: /api/sms/metrics/user');
  return { kind: 'allowed', caller };
}

const nobody: Caller = { name: 'anyone', via: 'api', scopes: [], id: 'anyone' };

const unknownCaller: Problem = {
  ...problem(
    401,
    'send a token that is valid: Authorization: Bearer wirewatch_…; npx wirewatch token create makes one',
  ),
  headers: { 'www-authenticate': 'Bearer realm="wirewatch"' },
};

async function callerOf(headers: Headers, origin: Origin, deps: ApiDeps): Promise<Caller | undefined> {
  if (origin.direct !== undefined) return { name: origin.direct, via: 'cli', scopes: ['admin'], id: 'direct' };
  const sent = /^Bearer (\S{20,200})$/.exec(headers.get('authorization') ?? '')?.[1];
  if (sent === undefined) return undefined;
  const kept = openedBy(sent, await deps.access.token(tokenId(sent)), deps.access.wall());
  if (kept === undefined) return undefined;
  const { id, name, scopes, tenant, user } = kept;
  return { id, name, via: 'api', scopes, ...(tenant && { tenant }), ...(user && { user }) };
}
