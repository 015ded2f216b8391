import { dispatchReader } from '../../functions/aws/dispatch-table.ts';
import { type Scope, tokenId } from '../../functions/core/token.ts';
import { actWorld } from '../act/act-world.ts';
import { type Asking, adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';
import type { startTables } from '../support/tables.ts';

const tokens = {
  read: 'wirewatch_reads-only-0123456789-abcdefghijklm',
  operate: 'wirewatch_operates-0123456789-abcdefghijklmno',
  admin: adminToken,
} as const;
type Holder = keyof typeof tokens;

/** The API over tables in memory, for a tenant of its own. */
export function alertsWorld(db: Awaited<ReturnType<typeof startTables>>) {
  const world = actWorld(db);
  const held = Object.entries(tokens).map(([scope, text]) => [
    tokenId(text),
    testToken(text, { scopes: [scope as Scope] }),
  ]);
  const known = new Map(held as [string, ReturnType<typeof testToken>][]);
  const deps = apiDeps({
    config: world.deps.config,
    act: world.deps,
    said: dispatchReader({ client: db.client, tableName: db.tables.state }, () => undefined),
    access: { token: async (id) => known.get(id) },
    now: () => world.clock.now,
  });
  return {
    ...world,
    api: deps,
    /** As the caller of that scope; who administers may do all. */
    ask: (path: string, asking: Omit<Asking, 'token'> = {}, as: Holder = 'admin') =>
      askApi(deps, path, { ...asking, token: tokens[as] }),
    post: (path: string, body: unknown = {}, as: Holder = 'operate') =>
      askApi(deps, path, { method: 'POST', body, token: tokens[as] }),
  };
}
