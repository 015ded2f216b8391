import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/schema.ts';
import { inParallel } from '../core/in-parallel.ts';
import { scopes, type Token, tokenIdOf, tokenState } from '../core/token.ts';
import type { ActDeps, Ground } from './act-deps.ts';
import type { ActOutcome } from './act-outcome.ts';
import { timeText, untilText } from './handling-text.ts';
import { contended, repeated } from './repeated.ts';
import type { TokenAction } from './token-request.ts';

type Create = Extract<TokenAction, { do: 'create-token' }>;
/** A token of all tenants is theirs who speak for all: nobody can list it and take it back for one. */
type Sight = { tenant: string; allTenants?: boolean | undefined };

/** Makes tokens of the API and takes them back. */
export async function actOnTokens(ground: Ground, action: TokenAction): Promise<ActOutcome> {
  if (action.do === 'create-token') return create(ground, action);
  const sight = { tenant: ground.tenant, allTenants: action.allTenants };
  return repeated<ActOutcome>(() => revoke(ground, action.id, sight), contended);
}

/** The newest first. */
export async function listTokens(sight: Sight, deps: ActDeps): Promise<ActOutcome> {
  const tokens = (await tokensIn(sight, deps)).sort((a, b) => b.createdAt - a.createdAt);
  const told = await inParallel(tokens, 16, async ({ hash: _, ...token }) => {
    return { ...token, state: tokenState(token, deps.wall()), lastCalledAt: await deps.lastCall(token.id) };
  });
  return { kind: 'tokens', tokens: told };
}

async function create({ tenant, by, deps }: Ground, action: Create): Promise<ActOutcome> {
  const now = deps.wall();
  const why = whyNot(action, deps.config, now);
  if (why !== undefined) return { kind: 'refused', why };
  const { do: _, allTenants, ...asked } = action;
  const token: Token = {
    ...asked,
    id: tokenIdOf(asked.hash),
    scopes: scopes.filter((scope) => asked.scopes.includes(scope)),
    by,
    createdAt: now,
    ...(!allTenants && { tenant }),
  };
  return ((await deps.saveToken(token)) ? undefined : await clash(token, deps)) ?? made(token);
}

function whyNot({ user, scopes: asked, allTenants, expiresAt }: Create, { api }: Config, now: number) {
  if (api.access !== 'tokens') {
    return 'api.access of the configuration lets nobody in by a token of ours: set it to "tokens", or use what it says';
  }
  if (user !== undefined && (allTenants || asked.some((scope) => scope !== 'read'))) {
    return 'a token of one user has the scope read alone, and is of one tenant';
  }
  return expiresAt !== undefined && expiresAt <= now ? 'it would have expired by now' : undefined;
}

function made(token: Token): ActOutcome {
  return changed(token, 'there was none', tokenText(token));
}

/** What is there already; nothing if that is this token: a write whose answer was lost is refused when it is sent again. */
async function clash(token: Token, deps: ActDeps): Promise<ActOutcome | undefined> {
  const kept = (await deps.tokens()).find(({ id }) => id === token.id);
  if (isDeepStrictEqual(kept, token)) return undefined;
  const isSame = kept && isDeepStrictEqual(kept, { ...token, by: kept.by, createdAt: kept.createdAt });
  if (isSame) return { kind: 'unchanged', why: `${kept.by.name} made it at ${timeText(kept.createdAt)}` };
  return { kind: 'refused', why: 'there is a token of that id already: make another' };
}

async function revoke({ by, deps }: Ground, start: string, sight: Sight): Promise<ActOutcome | undefined> {
  const [token, ...others] = (await tokensIn(sight, deps)).filter(({ id }) => id.startsWith(start.toLowerCase()));
  if (token === undefined) return { kind: 'refused', why: noSuch(start, sight) };
  if (others.length > 0) {
    const ids = [token, ...others].map(({ id }) => id);
    return { kind: 'refused', why: `"${start}" begins the ids of several tokens: ${ids.join(', ')}` };
  }
  const { revoked } = token;
  if (revoked) return { kind: 'unchanged', why: `${revoked.by.name} revoked it at ${timeText(revoked.at)}` };
  if (!(await deps.revokeToken({ ...token, revoked: { by, at: deps.wall() } }))) return undefined;
  return changed(token, tokenText(token), 'revoked');
}

function noSuch(start: string, { tenant, allTenants }: Sight): string {
  const where = allTenants ? 'list --all-tenants' : `list --tenant ${tenant}`;
  return `there is no token "${start}"; \`wirewatch token ${where}\` shows all`;
}

async function tokensIn({ tenant, allTenants }: Sight, deps: ActDeps): Promise<Token[]> {
  return (await deps.tokens()).filter((token) => allTenants || token.tenant === tenant);
}

function changed({ id }: Token, before: string, after: string): ActOutcome {
  return { kind: 'done', changes: [{ what: `token ${id}`, before, after }], unchanged: [] };
}

/** `"deploy" with read, operate in main until 2027-01-01T00:00Z` */
function tokenText({ name, scopes: held, tenant = 'all tenants', user, expiresAt }: Token): string {
  const of = user === undefined ? '' : ` of user ${user}`;
  return `"${name}" with ${held.join(', ')}${of} in ${tenant}${expiresAt === undefined ? '' : ` ${untilText(expiresAt)}`}`;
}
