import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { day } from '../../functions/core/time.ts';
import { isToken, tokenId } from '../../functions/core/token.ts';
import { runCommand, startActStage } from './act-stage.ts';

const change = { what: 'token 7f3a9c0b1d2e', before: 'there was none', after: '"grafana" with read in main' };
const at = Date.parse('2026-11-21T19:15Z');

let stage: Awaited<ReturnType<typeof startActStage>>;
let said: string[];
beforeEach(async () => {
  stage = await startActStage({ kind: 'done', changes: [change], unchanged: [] });
  said = [];
  vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text));
});
afterEach(() => stage.stop());

const run = (...words: string[]) => runCommand('token', ...words, '--as', 'anna');

const askedSchema = z.object({ action: z.object({ hash: z.string(), expiresAt: z.number().optional() }) });
const action = () => askedSchema.parse(stage.asked[0]).action;

describe('token create', () => {
  test('prints the token alone on standard output, and sends only its hash', async () => {
    await run('create', 'grafana');
    const [token = '', ...more] = stage.printed;
    expect(more).toEqual([]);
    expect(token).toMatch(/^wirewatch_[\w-]{43}$/);
    expect(isToken(action(), token)).toBe(true);
    expect(JSON.stringify(stage.asked)).not.toContain(token.slice(10));
    expect(said).toEqual([
      'token 7f3a9c0b1d2e: "grafana" with read in main',
      'This is the only time that it is shown: keep it where you keep secrets.',
    ]);
  });

  test('makes another each time', async () => {
    await run('create', 'grafana');
    await run('create', 'grafana');
    expect(new Set(stage.printed).size).toBe(2);
  });

  test.each([
    { words: [], asks: { scopes: ['read'] } },
    { words: ['--scope', 'operate'], asks: { scopes: ['operate'] } },
    { words: ['--scope', 'read', '--scope', 'ingest'], asks: { scopes: ['read', 'ingest'] } },
    { words: ['--all-tenants'], asks: { scopes: ['read'], allTenants: true } },
    { words: ['--user', 'u123'], asks: { scopes: ['read'], user: 'u123' } },
  ])('$words asks for that and no more', async ({ words, asks }) => {
    await run('create', 'grafana', ...words);
    const { hash } = action();
    expect(stage.asked).toEqual([
      {
        tenant: 'main',
        by: { name: 'anna', via: 'cli' },
        action: { do: 'create-token', name: 'grafana', hash, ...asks },
      },
    ]);
  });

  test('--expires 90d lets it end in 90 days', async () => {
    const before = Date.now();
    await run('create', 'grafana', '--expires', '90d');
    expect(action().expiresAt).toBeGreaterThanOrEqual(before + 90 * day);
    expect(action().expiresAt).toBeLessThanOrEqual(Date.now() + 90 * day);
  });

  test('--json prints what was made', async () => {
    await run('create', 'grafana', '--json');
    const { token, ...rest } = JSON.parse(stage.printed[0] ?? '');
    expect(rest).toEqual({ id: tokenId(token), name: 'grafana', scopes: ['read'] });
  });

  test('prints no token that was not made', async () => {
    stage.answer = { kind: 'refused', why: 'api.access lets nobody in' };
    await expect(run('create', 'grafana')).rejects.toThrow('Not done: api.access lets nobody in.');
    expect(stage.printed).toEqual([]);
  });

  test.each([
    { words: ['create'], says: /missing required argument 'name'/ },
    { words: ['create', ' '], says: /It is empty: write what it is for/ },
    { words: ['create', 'x', '--scope', 'write'], says: /There are: read, operate, ingest, admin\./ },
    { words: ['create', 'x', '--expires', '0d'], says: /longer than none/ },
    { words: ['create', 'x', '--tenant', 'nobody'], says: /"nobody" is no tenant/ },
    { words: ['revoke', ''], says: /It is empty: write an id as `token list` shows it/ },
  ])('$words: what is wrong is said before anybody is asked', async ({ words, says }) => {
    await expect(run(...words)).rejects.toThrow(says);
    expect(stage.asked).toEqual([]);
  });
});

describe('token revoke', () => {
  test.each([
    { words: [], asks: {} },
    { words: ['--all-tenants'], asks: { allTenants: true } },
  ])('asks for it in the name of whoever typed it: $words', async ({ words, asks }) => {
    await run('revoke', '7f3a9c', ...words);
    const revoke = { do: 'revoke-token', id: '7f3a9c', ...asks };
    expect(stage.asked).toEqual([{ tenant: 'main', by: { name: 'anna', via: 'cli' }, action: revoke }]);
  });

  test('of one that is revoked is no mistake: it is as it was wanted', async () => {
    stage.answer = { kind: 'unchanged', why: 'Ben revoked it' };
    await run('revoke', '7f3a9c');
    expect(stage.printed).toEqual(['Nothing was to be done: Ben revoked it.']);
  });
});

describe('token list', () => {
  test('shows what each is for, until when, and when it was used', async () => {
    const token = { id: '7f3a9c0b1d2e', name: 'grafana', scopes: ['read', 'ingest'], tenant: 'main', createdAt: at };
    const by = { name: 'anna', via: 'cli' };
    const tokens = [
      { ...token, by, state: 'valid', expiresAt: at + day, lastCalledAt: at },
      { ...token, by, state: 'revoked', revoked: { by, at }, tenant: undefined, user: 'u1', name: 'a\nb' },
      { ...token, by, state: 'valid' },
    ];
    stage.answer = { kind: 'tokens', tokens };
    await runCommand('token', 'list', '--all-tenants');
    expect(stage.asked).toMatchObject([{ action: { do: 'list-tokens', allTenants: true } }]);
    expect(stage.printed[0]?.split('\n')).toEqual([
      'id            name     is       scopes       in    user  made              by    until             last used',
      '7f3a9c0b1d2e  grafana  valid    read ingest  main        2026-11-21 14:15  anna  2026-11-22 14:15  2026-11-21 14:15',
      '7f3a9c0b1d2e  a b      revoked  read ingest  all   u1    2026-11-21 14:15  anna  2026-11-21 14:15  not for 30 days',
      '7f3a9c0b1d2e  grafana  valid    read ingest  main        2026-11-21 14:15  anna  it is revoked     not for 30 days',
    ]);
  });

  test('says where there may be more, if there are none', async () => {
    stage.answer = { kind: 'tokens', tokens: [] };
    await runCommand('token', 'list');
    expect(stage.asked).toMatchObject([{ action: { do: 'list-tokens' } }]);
    expect(stage.printed[0]).toContain('--all-tenants');
  });
});
