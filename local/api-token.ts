import { randomBytes } from 'node:crypto';
import { actOutcomeSchema } from '../functions/act/act-outcome.ts';
import { tokenHash, tokenPrefix } from '../functions/core/token.ts';
import type { Handlers } from './handlers.ts';
import { StartError } from './settings.ts';

export function newApiToken(): string {
  return `${tokenPrefix}${randomBytes(32).toString('base64url')}`;
}

/** Makes it an admin's token of the API, of all tenants, unless it is one. @returns it. @throws StartError if it cannot be one */
export async function admitToken(token: string, tenant: string, handlers: Pick<Handlers, 'act'>): Promise<string> {
  if (token.length < 20)
    throw new StartError('WIREWATCH_API_TOKEN is short enough to guess: give it 20 characters or more.');
  const action = { do: 'create-token', hash: tokenHash(token), name: 'npm start', scopes: ['admin'], allTenants: true };
  const by = { name: 'npm start', via: 'wirewatch' };
  const outcome = actOutcomeSchema.parse(await handlers.act({ tenant, by, action }));
  if (outcome.kind === 'refused') throw new StartError(outcome.why);
  return token;
}
