import { describe, expect, test } from 'vitest';
import { isToken, openedBy, type Scope, scopes } from '../../functions/core/token.ts';
import { testToken } from '../support/api-world.ts';
import { accessWorld, secret, wall } from './access-world.ts';

const stranger = { authorization: 'Bearer wirewatch_that-nobody-has-ever-made' };

describe('a token opens what its scopes say', () => {
  test.each<[Scope, string[]]>([
    ['read', ['open', 'own', 'read']],
    ['operate', ['open', 'own', 'read', 'operate']],
    ['ingest', ['open', 'ingest']],
    ['admin', ['open', 'own', 'read', 'operate', 'ingest', 'admin']],
  ])('%s: %j', async (scope, opened) => {
    const { ask } = accessWorld({ scopes: [scope] });
    for (const path of ['open', 'own', ...scopes]) {
      expect([path, (await ask(`/${path}/1`)).status]).toEqual([path, opened.includes(path) ? 200 : 403]);
    }
  });

  test('several together open what each of them does', async () => {
    const { ask } = accessWorld({ scopes: ['read', 'ingest'] });
    expect((await ask('/read/1')).status).toBe(200);
    expect((await ask('/ingest/1')).status).toBe(200);
    expect((await ask('/operate/1')).body.detail).toBe('this needs the scope operate; the token has read, ingest');
  });

  test('without any, what is open is open', async () => {
    const { ask } = accessWorld();
    const headers = { authorization: '' };
    expect((await ask('/open/1', { headers })).body).toEqual({ name: 'anyone', via: 'api', tenant: 'main' });
    for (const path of ['own', ...scopes]) expect((await ask(`/${path}/1`, { headers })).status).toBe(401);
  });
});

describe('a token opens nothing', () => {
  test('from the millisecond on at which it expires', async () => {
    const { ask, clock } = accessWorld({ expiresAt: wall + 1 });
    expect((await ask('/read/1')).status).toBe(200);
    clock.wall += 1;
    expect((await ask('/read/1')).status).toBe(401);
  });

  test('once it is revoked', async () => {
    const { ask, token } = accessWorld();
    expect((await ask('/read/1')).status).toBe(200);
    token.revoked = { by: { name: 'ana', via: 'cli' }, at: wall };
    expect((await ask('/read/1')).status).toBe(401);
  });

  test.each([
    ['none', {}],
    ['another', stranger],
    ['another way', { authorization: `Basic ${secret}` }],
    ['half of it', { authorization: `Bearer ${secret.slice(0, 30)}` }],
    ['more than it', { authorization: `Bearer ${secret}x` }],
    ['longer than any', { authorization: `Bearer ${'x'.repeat(250)}` }],
  ])('if it is %s, and says how to get one', async (_, headers) => {
    const answer = await accessWorld().ask('/read/1', { headers: { authorization: '', ...headers } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="wirewatch"');
    expect(answer.body.detail).toContain('npx wirewatch token create');
  });

  test('of another tenant, and says as much of those there are not', async () => {
    const { ask } = accessWorld({ tenant: 'main' });
    expect((await ask('/read/1')).body).toMatchObject({ tenant: 'main' });
    for (const tenant of ['other', 'nobody']) {
      const { status, body } = await ask(`/read/1?tenant=${tenant}`);
      expect([status, body.detail]).toEqual([403, 'tenant: this token is for main only']);
    }
  });

  test('but of every tenant, if it is of all', async () => {
    const { ask } = accessWorld();
    expect((await ask('/read/1?tenant=other')).body).toMatchObject({ tenant: 'other' });
  });

  test('but what is of its own user, if it is of one', async () => {
    const { ask } = accessWorld({ user: 'u123' });
    expect((await ask('/own/1')).body).toMatchObject({ user: 'u123' });
    expect((await ask('/read/1')).status).toBe(403);
  });
});

test('what is open tells nobody which tenants there are', async () => {
  const { ask } = accessWorld();
  for (const tenant of ['other', 'nobody']) expect((await ask(`/open/1?tenant=${tenant}`)).status).toBe(200);
});

test('a token that nobody made is compared as one that is wrong, and so takes as long', () => {
  const token = testToken(secret);
  const cases = [undefined, token, { ...token, expiresAt: 1 }, testToken(stranger.authorization)];
  const compared: boolean[] = [];
  const compare: typeof isToken = (...asked) => {
    compared.push(isToken(...asked));
    return compared.at(-1) ?? false;
  };
  expect(cases.map((kept) => openedBy(secret, kept, wall, compare))).toEqual([undefined, token, undefined, undefined]);
  expect(compared).toEqual([false, true, true, false]);
});

describe('who was not let in', () => {
  test.each([
    ['unknown-token', {}, '/read/1', { headers: stranger }, 401],
    ['scope', {}, '/admin/1', {}, 403],
    ['tenant', { tenant: 'main' }, '/read/1?tenant=other', {}, 403],
    ['user', { user: 'u123' }, '/read/1', {}, 403],
  ] as const)('is counted and in the security log: %s', async (reason, token, path, asking, status) => {
    const { ask, log, sums, reasons } = accessWorld(token);
    await ask(path, asking);
    expect(sums).toMatchObject({ ApiRequests: 1, ApiRefused: 1 });
    expect(reasons).toEqual([reason]);
    const endpoint = `GET /${path.split('/')[1]}/{id}`;
    expect(log.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: 'call refused', fields: { log_type: 'security', reason, status, endpoint } },
    ]);
  });

  test('is known in the log by a hash of the address, the same for the same', async () => {
    const { ask, log } = accessWorld();
    for (const sourceIp of ['192.0.2.7', '192.0.2.7', '192.0.2.8'])
      await ask('/read/1', { headers: stranger, origin: { sourceIp } });
    const [first, again, another] = log.lines
      .filter(({ level }) => level === 'warn')
      .map(({ fields }) => fields.source);
    expect(first).toMatch(/^[0-9a-f]{12}$/);
    expect([again === first, another === first]).toEqual([true, false]);
  });
});

test('every answer has its line in the log, without tokens, addresses and what paths and queries say', async () => {
  const { ask, log } = accessWorld();
  const origin = { sourceIp: '192.0.2.7', requestId: 'r-1' };
  const answers = [
    await ask('/read/+14155550123?tenant=other', { origin, headers: { 'user-agent': `curl ${secret} +14155550123` } }),
    await ask('/read/+14155550123', { origin, headers: stranger }),
  ];
  const facts = { log_type: 'request', requestId: 'r-1', endpoint: 'GET /read/{id}', durationMs: 0 };
  expect(log.lines.filter(({ level }) => level === 'info')).toMatchObject([
    {
      message: 'request answered',
      fields: { ...facts, status: 200, caller: expect.any(String), userAgent: 'curl *** +***' },
    },
    { message: 'request answered', fields: { ...facts, status: 401, caller: undefined } },
  ]);
  const told = JSON.stringify([log.lines, answers.map(({ text }) => text)]);
  for (const unsaid of [secret, stranger.authorization.slice(7), '192.0.2.7', '4155550123', 'tenant=other'])
    expect(told).not.toContain(unsaid);
});

describe('calls', () => {
  test('beyond those allowed in a minute are told when to come again, and the next minute is another', async () => {
    const { ask, clock, reasons } = accessWorld({}, { callsPerMinute: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await ask('/read/1')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const { headers, body } = await ask('/read/1');
    expect(headers.get('retry-after')).toBe('40');
    expect(body.detail).toBe('2 calls a minute are allowed (api.callsPerMinute): ask again in 40 s');
    expect(reasons).toEqual(['rate', 'rate']);
    clock.wall += 40_000;
    expect((await ask('/read/1')).status).toBe(200);
  });

  test('of strangers and of what is open are not counted: the gateway limits them', async () => {
    const { ask } = accessWorld({}, { callsPerMinute: 1 });
    for (let call = 0; call < 3; call += 1) {
      expect((await ask('/read/1', { headers: stranger })).status).toBe(401);
      expect((await ask('/open/1')).status).toBe(200);
    }
    expect((await ask('/read/1')).status).toBe(200);
  });
});
