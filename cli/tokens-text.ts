import type { ListedToken } from '../functions/core/token.ts';
import { textTable } from './text-table.ts';

const headings = ['id', 'name', 'is', 'scopes', 'in', 'user', 'made', 'by', 'until', 'last used'];

/** Which tokens there are, for a terminal. @param stamp a time as the tenant writes it */
export function tokensText({ tokens }: { tokens: readonly ListedToken[] }, stamp: (at: number) => string): string {
  if (tokens.length === 0)
    return 'There are no tokens of this tenant alone; --all-tenants lists those of the whole stage.';
  const rows = tokens.map(({ id, name, state, scopes, tenant = 'all', user = '', createdAt, by, ...times }) => {
    const { expiresAt, revoked, lastCalledAt } = times;
    const end = revoked?.at ?? expiresAt;
    const until = end === undefined ? 'it is revoked' : stamp(end);
    const used = lastCalledAt === undefined ? 'not for 30 days' : stamp(lastCalledAt);
    return [id, name, state, scopes.join(' '), tenant, user, stamp(createdAt), by.name, until, used];
  });
  return textTable([headings, ...rows]);
}
