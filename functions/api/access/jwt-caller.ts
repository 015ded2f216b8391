import type { JwtSettings } from '../../config/api-settings.ts';
import { scopes } from '../../core/token.ts';
import type { Origin } from '../gateway-event.ts';
import type { Caller } from './caller.ts';
import { type Refused, refused } from './refused.ts';

/** What is in a claim that limits nothing. */
const all = '*';

/** Whom a JSON Web Token speaks of that the gateway has verified. A limit that is configured and not in it opens nothing. */
export function jwtCaller(
  claims: Origin['claims'],
  { issuer, scopesClaim, tenantClaim, userClaim, nameClaim }: JwtSettings,
): { kind: 'caller'; caller: Caller } | Refused {
  const name = textOf(claims?.[nameClaim]);
  const subject = textOf(claims?.sub) ?? name;
  if (claims === undefined || name === undefined || subject === undefined) {
    const detail = `send a JSON Web Token of ${issuer} with the claim "${nameClaim}": Authorization: Bearer …`;
    return refused('unknown-token', 401, detail, { 'www-authenticate': 'Bearer realm="wirewatch"' });
  }
  const words = wordsOf(claims[scopesClaim]);
  const granted = scopes.filter((scope) => words.includes(`wirewatch:${scope}`));
  if (granted.length === 0) return refused('scope', 403, noScope(scopesClaim));
  const [tenant, user] = [tenantClaim, userClaim].map((claim) => (claim ? textOf(claims[claim]) : all));
  if (tenant === undefined) return refused('tenant', 403, noLimit('tenant', tenantClaim));
  if (user === undefined) return refused('user', 403, noLimit('user', userClaim));
  const limits = { ...(tenant !== all && { tenant }), ...(user !== all && { user }) };
  return { kind: 'caller', caller: { id: `jwt#${subject}`, name, via: 'api', scopes: granted, ...limits } };
}

function noScope(claim: string): string {
  const names = scopes.map((scope) => `wirewatch:${scope}`).join(', ');
  return `the token's claim "${claim}" holds no scope of Wirewatch: let its issuer put in one of ${names}`;
}

function noLimit(what: string, claim = ''): string {
  return `the token has no claim "${claim}": let its issuer put in the ${what}, or ${all} for all`;
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

/** Words between spaces (RFC 8693, 4.2), or a list, which the HTTP API hands over as `[one two]`. */
function wordsOf(claim: unknown): readonly unknown[] {
  if (Array.isArray(claim)) return claim;
  return (textOf(claim) ?? '').replaceAll(/^\[|\]$/g, '').split(/[\s,]+/);
}
