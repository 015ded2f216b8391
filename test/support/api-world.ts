import type { ApiDeps } from '../../functions/api/api-deps.ts';
import { createApp } from '../../functions/api/app.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import { actorSchema } from '../../functions/core/handling.ts';
import { usualControl } from '../../functions/core/performance.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { type Token, tokenHash, tokenId } from '../../functions/core/token.ts';

export const adminToken = 'wirewatch_admin-of-all-tests-0123456789';

/** What a test token is, before it is changed. */
export function testToken(text: string, changes: Partial<Token> = {}): Token {
  const by = actorSchema.parse({ name: 'ana', via: 'cli' });
  return { id: tokenId(text), hash: tokenHash(text), name: 'test', scopes: ['admin'], by, createdAt: 0, ...changes };
}

/** What nobody should ask for in this test. */
function unasked(name: string): never {
  throw new Error(`${name} was asked for, and this test says nothing of it`);
}

type Changes = { [Name in keyof ApiDeps]?: Partial<ApiDeps[Name]> };

/** Everything the API needs, of which a test writes what it is about. */
export function apiDeps(changes: Changes = {}): ApiDeps {
  const now = () => Date.UTC(2026, 10, 21, 12);
  const config = defineConfig({ tenants: { main: { timeZone: 'America/New_York' } }, rules: [...recommendedRules] });
  const without = <Part extends object>(name: string, part: Partial<Part> = {}): Part =>
    new Proxy(part as Part, {
      get: (held, key) => Reflect.get(held, key) ?? (() => unasked(`${name}.${String(key)}`)),
    });
  const { history, sources, act, journal, health, performance, access, ...plain } = changes;
  const tenants = { ...config, ...plain.config }.tenants;
  return {
    stage: 'test',
    countersTable: 'counters-1A2B',
    version: '0.0.0',
    webhookBase: 'https://hooks.example.com',
    said: () => unasked('said'),
    runningTotals: () => unasked('runningTotals'),
    takeReports: () => unasked('takeReports'),
    invokeNotify: () => unasked('invokeNotify'),
    metric: () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: (message, fields) => console.error(message, fields) },
    now,
    history: without('history', { now, tenants, retention: defaultRetention, ...history }),
    sources: without('sources', sources),
    act: without('act', { now, config: { ...config, ...plain.config }, ...act }),
    journal: without('journal', journal),
    health: without('health', health),
    performance: without('performance', {
      control: async () => usualControl,
      record: async () => undefined,
      ...performance,
    }),
    access: without('access', {
      token: async (id) => (id === tokenId(adminToken) ? testToken(adminToken) : undefined),
      countCall: async () => 1,
      wall: now,
      ...access,
    }),
    ...plain,
    config: { ...config, ...plain.config },
  } as ApiDeps;
}

export type Asking = { method?: string; body?: unknown; token?: string | null; headers?: Record<string, string> };

/** Asks the API as a program would; `body`: read as JSON, if it is. */
export async function askApi(
  deps: ApiDeps,
  path: string,
  { method = 'GET', body, token = adminToken, headers }: Asking = {},
) {
  const response = await createApp(deps).request(path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}
