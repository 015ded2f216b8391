import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/api/endpoints.ts';
import type { Token } from '../../functions/core/token.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';

const asked = endpoints.map(({ method, path, scope }) => ({
  name: `${method} ${path}`,
  method,
  path: path.replaceAll(/\{\w+\}/g, 'x'),
  scope,
}));
type Asked = (typeof asked)[number];
const guarded = asked.filter(({ scope }) => scope !== 'open');

/** How each answers to a token. */
function statusesOf(some: readonly Asked[], changes: Partial<Token>, { token = adminToken, query = '' } = {}) {
  const deps = apiDeps({ access: { token: async () => testToken(adminToken, changes) } });
  return Promise.all(
    some.map(async ({ name, method, path }) => [name, (await askApi(deps, path + query, { method, token })).status]),
  );
}

function allOf(some: readonly Asked[], status: number) {
  return some.map(({ name }) => [name, status]);
}

describe('every path that is not open', () => {
  test('is shut to whoever has no token', async () => {
    expect(guarded.length).toBeGreaterThan(50);
    expect(await statusesOf(guarded, {}, { token: '' })).toEqual(allOf(guarded, 401));
  });

  test('is shut to a token of another tenant', async () => {
    const statuses = await statusesOf(guarded, { tenant: 'other' }, { query: '?tenant=main' });
    expect(statuses).toEqual(allOf(guarded, 403));
  });

  test('is shut to a token that may nothing', async () => {
    expect(await statusesOf(guarded, { scopes: [] })).toEqual(allOf(guarded, 403));
  });

  test('is shut to a token of one user, but for that user’s numbers', async () => {
    const others = guarded.filter(({ name }) => name !== 'GET /api/sms/metrics/user');
    expect(others).toHaveLength(guarded.length - 1);
    expect(await statusesOf(others, { user: 'u123' })).toEqual(allOf(others, 403));
  });
});

test('what is open is what the documentation says', () => {
  const [, named = ''] = /Open to everybody are (.*?) and the files/s.exec(readFileSync('docs/api.md', 'utf8')) ?? [];
  const open = asked.filter(({ scope }) => scope === 'open').map(({ path }) => path);
  expect(open.sort()).toEqual([...named.matchAll(/`([^`]+)`/g)].map(([, path]) => path).sort());
});

test('what changes something needs more than to read; what only reads by POST is named here', () => {
  const reading = asked.filter(({ method, scope }) => method !== 'GET' && (scope === 'read' || scope === 'own'));
  expect(reading.map(({ name }) => name).sort()).toEqual([
    'POST /monitoring/test/{ruleId}',
    'POST /v1/messages/search',
    'POST /v1/rules/{id}/backtest',
    'POST /v1/rules/{id}/test',
  ]);
});
