import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callCounter } from '../../functions/aws/call-counter.ts';
import type { Dynamo } from '../../functions/aws/dynamo.ts';
import { tokenTable } from '../../functions/aws/token-table.ts';
import { day, minute, second } from '../../functions/core/time.ts';
import type { Token } from '../../functions/core/token.ts';
import { testToken } from '../support/api-world.ts';
import { rememberingLog, silentLog } from '../support/fakes.ts';
import { startTables } from '../support/tables.ts';

const now = Date.UTC(2026, 10, 20, 10);
const by = { name: 'ada', via: 'cli' as const };

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const table = () => ({ client: db.client, tableName: db.tables.state });
let made = 0;
let token: Token;
beforeEach(() => {
  made += 1;
  token = testToken(`wirewatch_the-${made}th-of-these-tests`, { tenant: 'main', user: 'u1', createdAt: now });
});
const expiryOf = async ({ id }: Token) =>
  (await db.client.send(new GetCommand({ TableName: db.tables.state, Key: { pk: 'tokens', sk: id } }))).Item?.expiresAt;

describe('tokens', () => {
  test('are kept whole, and listed', async () => {
    const tokens = tokenTable(table());
    const short = { ...testToken('wirewatch_one-that-ends-some-day'), expiresAt: now + day };
    expect([await tokens.save(token), await tokens.save(short)]).toEqual([true, true]);
    expect(await tokens.get(token.id)).toEqual(token);
    expect(await tokens.get(short.id)).toEqual(short);
    expect(await tokens.list()).toEqual(expect.arrayContaining([token, short]));
    expect(await tokens.get('nobodys')).toBeUndefined();
  });

  test('are never overwritten by others of the same id', async () => {
    const tokens = tokenTable(table());
    await tokens.save(token);
    expect(await tokens.save({ ...token, scopes: ['admin'], name: 'another' })).toBe(false);
    expect(await tokens.get(token.id)).toEqual(token);
  });

  test('are revoked once, and stay revoked by whoever was first', async () => {
    const tokens = tokenTable(table());
    await tokens.save(token);
    const revoked = { ...token, revoked: { by, at: now } };
    expect(await tokens.revoke(revoked)).toBe(true);
    expect(await tokens.revoke({ ...token, revoked: { by, at: now + 1 } })).toBe(false);
    expect(await tokens.get(token.id)).toEqual(revoked);
  });

  test('cannot be revoked into being', async () => {
    const tokens = tokenTable(table());
    expect(await tokens.revoke({ ...token, revoked: { by, at: now } })).toBe(false);
    expect(await tokens.get(token.id)).toBeUndefined();
  });

  test('are forgotten 90 days after their end, and not as long as they have none', async () => {
    const tokens = tokenTable(table());
    await tokens.save(token);
    expect(await expiryOf(token)).toBeUndefined();
    await tokens.revoke({ ...token, revoked: { by, at: now } });
    expect(await expiryOf(token)).toBe((now + 90 * day) / second);
    const short = testToken('wirewatch_another-that-ends', { expiresAt: now + day });
    await tokens.save(short);
    expect(await expiryOf(short)).toBe((now + 91 * day) / second);
  });
});

describe('calls', () => {
  test('are counted for each caller and minute alone', async () => {
    const calls = callCounter({ ...table(), log: silentLog });
    const counts = [];
    for (const [caller, at] of [
      ['a', now],
      ['a', now],
      ['b', now],
      ['a', now + minute],
    ] as const)
      counts.push(await calls.count(caller, at));
    expect(counts).toEqual([1, 2, 1, 1]);
    expect(await calls.last('a')).toBe(now + minute);
    expect(await calls.last('nobody')).toBeUndefined();
  });

  test('that come at once are all counted', async () => {
    const calls = callCounter({ ...table(), log: silentLog });
    const counts = await Promise.all(Array.from({ length: 20 }, () => calls.count('hasty', now)));
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, before) => before + 1));
  });

  test('that cannot be counted shut nobody out, and are in the log', async () => {
    const log = rememberingLog();
    const client = { send: () => Promise.reject(new Error('throttled')) } as unknown as Dynamo;
    expect(await callCounter({ client, tableName: 'state', log }).count('a', now)).toBe(0);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'call not counted', fields: { caller: 'a' } }]);
  });
});
