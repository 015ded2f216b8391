import { gatewayTo, type HttpReply, reply } from './gateway.ts';
import type { Handlers } from './handlers.ts';
import { readState, type StateDeps } from './state/state.ts';
import type { Routes } from './web-server.ts';

export type RouteParts = StateDeps & {
  handlers: Handlers;
  domainName: string;
  onFailure(what: string, error: unknown): void;
};

/** What the port answers with. */
export function routesOf(parts: RouteParts): Routes {
  return {
    webhook: gatewayTo(parts.handlers.ingest, parts.domainName, (error) => parts.onFailure('ingest', error)),
    act: gatewayTo(parts.handlers.act, parts.domainName, (error) => parts.onFailure('act', error)),
    api: gatewayTo(parts.handlers.api, parts.domainName, (error) => parts.onFailure('api', error)),
    state: async (query) => stateReply(parts, query.get('since')),
  };
}

async function stateReply(parts: RouteParts, since: string | null): Promise<HttpReply> {
  const start = since === null ? undefined : Date.parse(since);
  if (start !== undefined && Number.isNaN(start)) return reply(400, 'since is no ISO 8601 time');
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status: 200, headers, body: `${JSON.stringify(await readState(parts, start))}\n` };
}
