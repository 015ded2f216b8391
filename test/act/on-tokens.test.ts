import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActRequest } from '../../functions/act/act-request.ts';
import { takeActEvent } from '../../functions/act/take-act-event.ts';
import { callCounter } from '../../functions/aws/call-counter.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { scopes, tokenHash, tokenId } from '../../functions/core/token.ts';
import { silentLog } from '../support/fakes.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

type Create = Extract<ActRequest['action'], { do: 'create-token' }>;
type World = ReturnType<typeof actWorld>;

let made = 0;

/** What nobody but its maker knows, and what it takes to make it a token. */
function newToken(changes: Partial<Create> = {}) {
  made += 1;
  const secret = `wirewatch_secret-number-${made}-of-these-tests`;
  const action: Create = { do: 'create-token', hash: tokenHash(secret), name: 'deploy', scopes: ['read'], ...changes };
  return { secret, id: tokenId(secret), action };
}

async function listed(world: World, allTenants?: boolean) {
  const outcome = await world.do({ do: 'list-tokens', ...(allTenants && { allTenants }) });
  if (outcome.kind !== 'tokens') throw new Error(outcome.kind);
  return outcome.tokens;
}

describe('a token', () => {
  test('is made for the tenant, listed with what it is for, and in the audit', async () => {
    const world = actWorld(tables);
    const { id, action } = newToken({ scopes: ['operate', 'read'], expiresAt: now + hour });
    const change = { what: `token ${id}`, before: 'there was none' };
    const after = `"deploy" with read, operate in ${world.tenant} until 2026-11-21T20:15Z`;
    expect(await world.do(action)).toEqual({ kind: 'done', changes: [{ ...change, after }], unchanged: [] });
    expect(await listed(world)).toEqual([
      {
        ...{ id, name: 'deploy', scopes: ['read', 'operate'], tenant: world.tenant, by: anna },
        ...{ createdAt: now, expiresAt: now + hour, state: 'valid', lastCalledAt: undefined },
      },
    ]);
    expect(await world.audited()).toMatchObject([{ did: 'create-token', by: anna, changes: [{ ...change, after }] }]);
  });

  test('is told with the minute in which it was last used, and as expired at its end', async () => {
    const world = actWorld(tables);
    const { id, action } = newToken({ expiresAt: now + hour });
    await world.do(action);
    const calls = callCounter({ client: tables.client, tableName: tables.tables.state, log: silentLog });
    for (const at of [now + minute, now]) await calls.count(id, at);
    expect(await listed(world)).toMatchObject([{ state: 'valid', lastCalledAt: now + minute }]);
    world.clock.now += hour;
    expect(await listed(world)).toMatchObject([{ state: 'expired' }]);
  });

  test('is revoked once, by its id or the beginning of it', async () => {
    const world = actWorld(tables);
    const { id, action } = newToken();
    await world.do(action);
    world.clock.now += minute;
    const revoke = { do: 'revoke-token', id: id.slice(0, 6).toUpperCase() } as const;
    expect(await world.do(revoke, ben)).toMatchObject({
      kind: 'done',
      changes: [{ what: `token ${id}`, after: 'revoked' }],
    });
    expect(await world.do(revoke)).toEqual({ kind: 'unchanged', why: 'Ben revoked it at 2026-11-21T19:16Z' });
    expect(await listed(world)).toMatchObject([{ state: 'revoked', revoked: { by: ben, at: now + minute } }]);
    expect(await world.audited()).toMatchObject([{ did: 'revoke-token', by: ben }, { did: 'create-token' }]);
  });

  test('that two people revoke at once is revoked by one of them', async () => {
    const world = actWorld(tables);
    const { id, action } = newToken();
    await world.do(action);
    const outcomes = await Promise.all([anna, ben].map((by) => world.do({ do: 'revoke-token', id }, by)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'unchanged']);
  });

  test('is never made over another, with more scopes say', async () => {
    const world = actWorld(tables);
    const { id, action } = newToken();
    await world.do(action);
    const stronger = { ...action, scopes: [...scopes] };
    for (const again of [stronger, { ...action, name: 'another' }])
      expect(await world.do(again, ben)).toMatchObject({
        kind: 'refused',
        why: 'there is a token of that id already: make another',
      });
    expect(await listed(world)).toMatchObject([{ id, scopes: ['read'], by: anna }]);
    expect(await world.audited()).toHaveLength(1);
  });

  test('that was made is left as it is by whoever makes the same again', async () => {
    const world = actWorld(tables);
    const { action } = newToken();
    await world.do(action);
    world.clock.now += minute;
    expect(await world.do(action, ben)).toEqual({ kind: 'unchanged', why: 'Anna made it at 2026-11-21T19:15Z' });
    expect(await listed(world)).toMatchObject([{ by: anna, createdAt: now }]);
  });

  test('is made even if the answer of the table was lost and the write repeated', async () => {
    const world = actWorld(tables);
    const { saveToken } = world.deps;
    world.deps.saveToken = async (token) => (await saveToken(token)) && saveToken(token);
    expect(await world.do(newToken().action)).toMatchObject({ kind: 'done' });
  });
});

describe('a token of one tenant', () => {
  test('is seen and revoked by its tenant, and by who speaks for all', async () => {
    const [mine, others] = [actWorld(tables), actWorld(tables)];
    const { id, action } = newToken();
    await mine.do(action);
    expect(await listed(others)).toEqual([]);
    expect(await others.do({ do: 'revoke-token', id })).toEqual({
      kind: 'refused',
      why: `there is no token "${id}"; \`wirewatch token list --tenant ${others.tenant}\` shows all`,
    });
    expect((await listed(others, true)).map((token) => token.id)).toContain(id);
    expect(await others.do({ do: 'revoke-token', id, allTenants: true })).toMatchObject({ kind: 'done' });
  });
});

test('a token of all tenants is seen and revoked only by who speaks for all', async () => {
  const world = actWorld(tables);
  const { id, action } = newToken({ allTenants: true });
  expect(await world.do(action)).toMatchObject({ changes: [{ after: '"deploy" with read in all tenants' }] });
  expect(await listed(world)).toEqual([]);
  expect(await world.do({ do: 'revoke-token', id })).toMatchObject({ kind: 'refused' });
  expect(await listed(world, true)).toContainEqual(expect.not.objectContaining({ tenant: expect.anything() }));
  expect(await world.do({ do: 'revoke-token', id, allTenants: true })).toMatchObject({ kind: 'done' });
});

test('a token of one user says of whom', async () => {
  const world = actWorld(tables);
  expect(await world.do(newToken({ user: 'u123' }).action)).toMatchObject({
    changes: [{ after: `"deploy" with read of user u123 in ${world.tenant}` }],
  });
  expect(await listed(world)).toMatchObject([{ user: 'u123', tenant: world.tenant }]);
});

test('neither a token nor its hash is told, audited or logged', async () => {
  const world = actWorld(tables);
  const { secret, id, action } = newToken();
  const told = [await world.do(action), await listed(world), await world.do({ do: 'revoke-token', id })];
  const all = JSON.stringify([told, await world.audited(), world.log.lines]);
  expect(all).toContain(id);
  for (const unsaid of [secret, tokenHash(secret)]) expect(all).not.toContain(unsaid);
});

describe('what cannot be is refused with what to do, and nothing is made', () => {
  const user = 'u123';
  test.each<[string, Partial<Record<keyof Create, unknown>>, string]>([
    ['a user who may operate', { user, scopes: ['read', 'operate'] }, 'a token of one user has the scope read alone'],
    ['a user of all tenants', { user, allTenants: true }, 'and is of one tenant'],
    ['an end that is over', { expiresAt: now }, 'it would have expired by now'],
    ['no scope', { scopes: [] }, 'action.scopes: name at least one scope'],
    ['a scope that there is not', { scopes: ['write'] }, 'action.scopes[0]'],
    ['a name of two lines', { name: 'a\nb' }, 'action.name: write a name of at most 100 printable characters'],
    ['no name', { name: ' ' }, 'action.name: write a name'],
    ['the token itself', { hash: 'wirewatch_secret' }, 'action.hash: write the SHA-256 of the token in hex'],
  ])('%s', async (_, changes, why) => {
    const world = actWorld(tables);
    const event = { tenant: world.tenant, by: anna, action: { ...newToken().action, ...changes } };
    expect(await takeActEvent(event, world.deps)).toEqual({ kind: 'refused', why: expect.stringContaining(why) });
    expect(await listed(world)).toEqual([]);
  });

  test('a token that would open nothing', async () => {
    const world = actWorld(tables);
    const { config } = world.deps;
    world.deps.config = { ...config, api: { ...config.api, access: 'iam' } };
    expect(await world.do(newToken().action)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('set it to "tokens"'),
    });
  });

  test('a beginning of several ids', async () => {
    const world = actWorld(tables);
    for (const { action } of Array.from({ length: 17 }, () => newToken())) await world.do(action);
    const starts = (await listed(world)).map(({ id }) => id.slice(0, 1));
    const twice = starts.find((start, place) => starts.indexOf(start) < place) ?? '';
    expect(await world.do({ do: 'revoke-token', id: twice })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(`"${twice}" begins the ids of several tokens: ${twice}\\w{11}, ${twice}`),
    });
  });
});
