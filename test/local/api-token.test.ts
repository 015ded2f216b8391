import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeActEvent } from '../../functions/act/take-act-event.ts';
import { configSchema } from '../../functions/config/schema.ts';
import { openedBy, tokenId } from '../../functions/core/token.ts';
import { admitToken, newApiToken } from '../../local/api-token.ts';
import { localConfig } from '../../local/local-config.ts';
import { actWorld } from '../act/act-world.ts';
import { startTables } from '../support/tables.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

function world() {
  const { deps, clock, tenant } = actWorld(tables);
  const act = (event: unknown) => takeActEvent(event, deps);
  const kept = async (token: string) => (await deps.tokens()).find(({ id }) => id === tokenId(token));
  return { deps, clock, tenant, act, kept };
}

test('the token of this machine opens everything, and stays the same from start to start', async () => {
  const { act, tenant, clock, kept } = world();
  const token = newApiToken();
  await admitToken(token, tenant, { act });
  const first = await kept(token);
  expect(openedBy(token, first, clock.now)).toMatchObject({ scopes: ['admin'], name: 'npm start' });
  clock.now += 1;
  expect(await admitToken(token, tenant, { act })).toBe(token);
  expect(await kept(token)).toEqual(first);
});

test('a token that was revoked is not admitted again: the start says what to do', async () => {
  const { act, deps, tenant, kept } = world();
  const token = newApiToken();
  await admitToken(token, tenant, { act });
  const made = await kept(token);
  if (made === undefined) throw new Error('not made');
  await deps.revokeToken({ ...made, revoked: { by: made.by, at: made.createdAt } });
  await expect(admitToken(token, tenant, { act })).rejects.toThrow('make another');
});

test('a token that is short enough to guess is refused', async () => {
  const { act, tenant } = world();
  await expect(admitToken('secret', tenant, { act })).rejects.toThrow('give it 20 characters or more');
});

test('tokens open the API of this machine whatever the gateway would ask for', () => {
  const jwt = { issuer: 'https://login.example.com/', audience: ['wirewatch'] };
  const config = configSchema.parse({ rules: [], api: { access: { jwt }, callsPerMinute: 5 } });
  const here = { publicUrl: undefined, pagerdutyAt: () => undefined, realSns: false, printedAt: () => '' };
  expect(localConfig(config, here).api).toEqual({ access: 'tokens', cors: [], callsPerMinute: 5 });
});
