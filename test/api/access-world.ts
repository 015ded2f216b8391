import * as z from 'zod';
import { createApp } from '../../functions/api/app.ts';
import type { EndpointFacts } from '../../functions/api/endpoint.ts';
import { endpoint, ok } from '../../functions/api/endpoint.ts';
import type { Origin } from '../../functions/api/gateway-event.ts';
import type { Config } from '../../functions/config/schema.ts';
import { minute } from '../../functions/core/time.ts';
import { type Token, tokenId } from '../../functions/core/token.ts';
import { apiDeps, testToken } from '../support/api-world.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';

const callerSchema = z.object({ name: z.string(), via: z.string(), tenant: z.string(), user: z.string().optional() });

/** Answers with who is believed to call, for every scope that an endpoint can have. */
const mirrors = (['open', 'own', 'read', 'operate', 'ingest', 'admin'] as const).flatMap((scope) =>
  (['GET', 'POST'] as const).map((method) => mirror({ method, scope })),
);

function mirror({ method, scope }: Pick<EndpointFacts, 'method' | 'scope'>) {
  return endpoint(
    { method, path: `/${scope}/{id}`, scope, tag: 'Test', summary: 'Who asks', answer: callerSchema },
    async (_, { caller: { name, via, user }, tenant }) => ok({ name, via, tenant, user }),
  );
}

export const secret = 'wirewatch_that-one-program-has-012345678';
export const wall = Date.UTC(2026, 10, 21, 12, 0, 20);

type Asking = { method?: string; headers?: Record<string, string>; origin?: Origin; body?: string };

/** An API of mirrors, for which one token was made. */
export function accessWorld(changes: Partial<Token> = {}, api: Partial<Config['api']> = {}) {
  const token = testToken(secret, { name: 'deploy', scopes: ['read'], ...changes });
  const clock = { wall };
  const log = rememberingLog();
  const { sums, metric } = metricSums();
  const reasons: unknown[] = [];
  const calls = new Map<string, number>();
  const plain = apiDeps({
    access: {
      token: async (id) => (id === tokenId(secret) ? token : undefined),
      wall: () => clock.wall,
      countCall: async (id, minuteStart) => {
        const key = `${id} ${minuteStart / minute}`;
        calls.set(key, (calls.get(key) ?? 0) + 1);
        return calls.get(key) ?? 0;
      },
    },
  });
  const { config } = plain;
  const zones = { main: config.tenants.main, other: config.tenants.main };
  const deps = {
    ...plain,
    log,
    metric: (...[name, value, dimensions]: Parameters<typeof metric>) => {
      if (dimensions?.reason !== undefined) reasons.push(dimensions.reason);
      metric(name, value);
    },
    config: { ...config, tenants: zones, api: { ...config.api, ...api } } as Config,
  };
  const app = createApp(deps, mirrors);
  async function ask(path: string, { headers, origin = { sourceIp: '192.0.2.7' }, ...rest }: Asking = {}) {
    const sent = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers };
    const response = await app.request(path, { ...rest, headers: sent }, { origin });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text === '' ? '' : JSON.parse(text) };
  }
  return { ask, token, clock, log, sums, reasons };
}
