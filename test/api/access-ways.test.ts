import { describe, expect, test } from 'vitest';
import { createApp } from '../../functions/api/app.ts';
import { takeApiEvent } from '../../functions/api/take-api-event.ts';
import { apiDeps } from '../support/api-world.ts';
import { accessWorld, secret } from './access-world.ts';

const arn = 'arn:aws:sts::111122223333:assumed-role/Operators/ana@example.com';
const settings = {
  issuer: 'https://login.example.com/',
  audience: ['wirewatch'],
  scopesClaim: 'scope',
  nameClaim: 'sub',
};
const limited = { ...settings, tenantClaim: 'org', userClaim: 'person' };
const jwt = (changes: object = {}) => accessWorld({}, { access: { jwt: { ...settings, ...changes } } });
const claims = { sub: 'ana', scope: 'openid wirewatch:read' };

describe('a JSON Web Token that the gateway has verified', () => {
  test.each([
    ['words', 'openid wirewatch:read'],
    ['a list as the gateway hands it over', '[openid wirewatch:read]'],
    ['a list', ['openid', 'wirewatch:read']],
  ])('opens what its scopes say: %s', async (_, scope) => {
    const { ask } = jwt();
    const origin = { claims: { sub: 'ana', scope } };
    expect((await ask('/read/1', { origin })).body).toMatchObject({ name: 'ana', via: 'api' });
    expect((await ask('/operate/1', { origin })).status).toBe(403);
  });

  test('is read from the claims that the configuration names', async () => {
    const { ask } = jwt({ scopesClaim: 'permissions', nameClaim: 'email' });
    const origin = { claims: { sub: 'x', permissions: 'wirewatch:admin', email: 'ana@example.com' } };
    expect((await ask('/admin/1', { origin })).body).toMatchObject({ name: 'ana@example.com' });
  });

  test('limits to its tenant and user', async () => {
    const { ask } = jwt(limited);
    const origin = { claims: { ...claims, org: 'other', person: 'u123' } };
    expect((await ask('/own/1', { origin })).body).toMatchObject({ tenant: 'other', user: 'u123' });
    expect((await ask('/own/1?tenant=main', { origin })).status).toBe(403);
    expect((await ask('/read/1', { origin })).status).toBe(403);
  });

  test('limits to none, if it says so', async () => {
    const { ask } = jwt(limited);
    const origin = { claims: { ...claims, org: '*', person: '*' } };
    expect((await ask('/read/1?tenant=other', { origin })).status).toBe(200);
  });

  test.each<[string, object, number, string, string]>([
    ['no claims', {}, 401, 'send a JSON Web Token of https://login.example.com/', 'unknown-token'],
    ['no name', { claims: { scope: 'wirewatch:read' } }, 401, 'with the claim "sub"', 'unknown-token'],
    ['no scope', { claims: { sub: 'ana', scope: 'openid read' } }, 403, 'holds no scope of Wirewatch', 'scope'],
    ['a scope in part', { claims: { sub: 'ana', scope: 'xwirewatch:read' } }, 403, 'wirewatch:read, wirew', 'scope'],
    ['no tenant', { claims: { ...claims, person: '*' } }, 403, 'no claim "org": let its issuer', 'tenant'],
    ['several tenants', { claims: { ...claims, org: ['a', 'b'], person: '*' } }, 403, 'no claim "org"', 'tenant'],
    ['no user', { claims: { ...claims, org: '*' } }, 403, 'no claim "person"', 'user'],
  ])('opens nothing with %s, and says what is missing', async (_, origin, status, says, reason) => {
    const { ask, reasons } = jwt(limited);
    const answer = await ask('/read/1', { origin });
    expect([answer.status, reasons]).toEqual([status, [reason]]);
    expect(answer.body.detail).toContain(says);
  });
});

describe('AWS credentials', () => {
  test('open everything, in the name of whom they are of', async () => {
    const { ask } = accessWorld({}, { access: 'iam' });
    expect((await ask('/admin/1', { origin: { arn } })).body).toMatchObject({ name: 'ana@example.com', via: 'api' });
  });

  test('open nothing if the request is not signed', async () => {
    const answer = await accessWorld({}, { access: 'iam' }).ask('/read/1');
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'AWS4-HMAC-SHA256']);
  });
});

describe('there is one way in', () => {
  test('a token of ours opens nothing where another way is configured', async () => {
    expect((await jwt().ask('/read/1')).status).toBe(401);
    expect((await accessWorld({}, { access: 'iam' }).ask('/read/1')).status).toBe(401);
  });

  test('claims and signatures open nothing where tokens are', async () => {
    const { ask } = accessWorld({ scopes: ['read'] });
    expect((await ask('/admin/1', { origin: { arn, claims: { sub: 'x', scope: 'wirewatch:admin' } } })).status).toBe(
      403,
    );
  });

  test('but for who may call the function itself, whatever is configured', async () => {
    for (const access of ['tokens', 'iam', { jwt: settings }] as const) {
      const { ask } = accessWorld({}, { access });
      const asked = await ask('/admin/1', { headers: { authorization: '' }, origin: { direct: 'ana' } });
      expect(asked.body).toMatchObject({ name: 'ana', via: 'cli' });
    }
  });

  test('nothing in a request makes it a direct one', async () => {
    const event = {
      direct: { name: 'eve' },
      rawPath: '/v1/about',
      headers: { direct: 'eve' },
      requestContext: { http: { method: 'GET' }, direct: { name: 'eve' } },
    };
    expect(await takeApiEvent(event, createApp(apiDeps()))).toMatchObject({ statusCode: 401 });
  });
});

describe('the name that a person types beside the token', () => {
  test.each([
    ['Ana', 'Ana (deploy)'],
    [encodeURIComponent('Zoë 王 🙂'), 'Zoë 王 🙂 (deploy)'],
    ['%20Ana%20', 'Ana (deploy)'],
  ])('is said with the token’s: %s', async (typed, name) => {
    const { body } = await accessWorld().ask('/read/1', { headers: { 'x-wirewatch-name': typed } });
    expect(body).toMatchObject({ name, via: 'console' });
  });

  test.each(['', '%20', '%', 'Ana%0Ben', 'Ana%E2%80%AEneB', 'x'.repeat(101)])('is refused: "%s"', async (typed) => {
    const { status, body } = await accessWorld().ask('/read/1', { headers: { 'x-wirewatch-name': typed } });
    expect([status, body.detail]).toEqual([400, expect.stringContaining('at most 100 printable characters')]);
  });

  test('gives nobody more calls', async () => {
    const { ask } = accessWorld({}, { callsPerMinute: 1 });
    const as = (name: string) => ask('/read/1', { headers: { 'x-wirewatch-name': name } });
    expect([(await as('Ana')).status, (await as('Ben')).status]).toEqual([200, 429]);
  });
});

describe('other pages', () => {
  const page = 'https://status.example.com';
  const preflight = { method: 'OPTIONS', headers: { origin: page, 'access-control-request-method': 'GET' } };
  const allowed = (headers: Headers) => headers.get('access-control-allow-origin');

  test('may not ask unless they are configured', async () => {
    const { ask } = accessWorld();
    const answers = [await ask('/read/1', { headers: { origin: page } }), await ask('/read/1', preflight)];
    expect(answers.map(({ status, headers }) => [status, allowed(headers)])).toEqual([
      [200, null],
      [405, null],
    ]);
  });

  test('that are configured may, are asked for no token before, and may read errors', async () => {
    const { ask } = accessWorld({}, { cors: [page] });
    const before = await ask('/read/1', { ...preflight, headers: { ...preflight.headers, authorization: '' } });
    expect([before.status, allowed(before.headers)]).toEqual([204, page]);
    expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const authorization of [`Bearer ${secret}`, ''])
      expect(allowed((await ask('/read/1', { headers: { origin: page, authorization } })).headers)).toBe(page);
    expect(before.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('and no others', async () => {
    const { ask } = accessWorld({}, { cors: [page] });
    for (const origin of ['https://evil.example', `${page}.evil.example`, 'null'])
      expect(allowed((await ask('/read/1', { headers: { origin } })).headers)).toBeNull();
  });
});

describe('what changes something', () => {
  const post = (type: string) => accessWorld().ask('/read/1', { method: 'POST', headers: { 'content-type': type } });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])(
    'is taken as %s',
    async (type) => {
      expect((await post(type)).status).toBe(200);
    },
  );

  test.each([
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'text/plain; application/json',
  ])('is not taken as what a form sends: "%s"', async (type) => {
    const { status, body } = await post(type);
    expect([status, body.detail]).toEqual([415, 'send the header content-type: application/json']);
  });
});
