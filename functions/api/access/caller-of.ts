import { openedBy, tokenId } from '../../core/token.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Origin } from '../gateway-event.ts';
import type { Caller } from './caller.ts';
import { jwtCaller } from './jwt-caller.ts';
import { type Refused, refused } from './refused.ts';

export type Known = { kind: 'caller'; caller: Caller };

/** Who calls: directly, or by the one way that the configuration names. */
export async function callerOf(headers: Headers, origin: Origin, deps: ApiDeps): Promise<Known | Refused> {
  const { direct, arn, claims } = origin;
  if (direct !== undefined) return admin({ name: direct, via: 'cli', id: `cli#${direct}` });
  const { access } = deps.config.api;
  if (access === 'tokens') return tokenCaller(headers, deps);
  if (access === 'iam')
    return arn === undefined ? unsigned : admin({ name: nameIn(arn), via: 'api', id: `iam#${arn}` });
  return jwtCaller(claims, access.jwt);
}

function admin(caller: Omit<Caller, 'scopes'>): Known {
  return { kind: 'caller', caller: { ...caller, scopes: ['admin'] } };
}

/** `ana` of `arn:aws:sts::111122223333:assumed-role/Operators/ana`. */
function nameIn(arn: string): string {
  return arn.split(/[/:]/).at(-1) ?? arn;
}

async function tokenCaller(headers: Headers, { access }: ApiDeps): Promise<Known | Refused> {
  const sent = /^Bearer (\S{20,200})$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (sent === undefined) return unknownToken;
  const token = openedBy(sent, await access.token(tokenId(sent)), access.wall());
  if (token === undefined) return unknownToken;
  const { id, name, scopes, tenant, user } = token;
  const caller: Caller = { id, name, via: 'api', scopes, ...(tenant && { tenant }), ...(user && { user }) };
  return { kind: 'caller', caller };
}

const unknownToken = refused(
  'unknown-token',
  401,
  'send a token that is valid: Authorization: Bearer wirewatch_…; npx wirewatch token create makes one',
  { 'www-authenticate': 'Bearer realm="wirewatch"' },
);

const unsigned = refused(
  'unknown-token',
  401,
  'sign the request with AWS credentials: Signature Version 4, service execute-api',
  { 'www-authenticate': 'AWS4-HMAC-SHA256' },
);
