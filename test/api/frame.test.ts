import { describe, expect, test } from 'vitest';
import { problemSchema } from '../../functions/api/problem.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';

const path = '/v1/about';

describe('the frame of the API', () => {
  test('tells who asks, and what there is', async () => {
    const { status, body } = await askApi(apiDeps(), path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ stage: 'test', caller: { name: 'test' }, tenants: [{ name: 'main' }] });
    expect(body.webhooks).toContainEqual({
      tenant: 'main',
      provider: 'twilio',
      url: 'https://hooks.example.com/webhooks/twilio',
    });
  });

  test.each([
    ['without a token', path, { token: null }, 401],
    ['with a token that nobody made', path, { token: 'wirewatch_that-was-never-made-by-anyone' }, 401],
    ['for a tenant that is not there', `${path}?tenant=nobody`, {}, 404],
    ['for a path that is not there', '/v1/nothing', {}, 404],
    ['with a parameter written twice', '/v1/cost?tenant=main&tenant=other', {}, 400],
  ] as const)('refuses readably: %s', async (_, asked, asking, status) => {
    const answer = await askApi(apiDeps(), asked, asking);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.parse(answer.body)).toMatchObject({ status });
  });

  test.each([
    ['POST', '/v1/cost', 'GET, HEAD'],
    ['DELETE', '/api/sms/metrics/alerts', 'GET, HEAD, POST'],
    ['GET', '/v1/alerts/7f3a9c/acknowledge', 'POST'],
    ['OPTIONS', '/v1/alerts/7f3a9c', 'GET, HEAD'],
  ])('says of %s %s that the path takes %s', async (method, asked, allow) => {
    const { status, headers, body } = await askApi(apiDeps(), asked, { method });
    expect([status, headers.get('allow')]).toEqual([405, allow]);
    expect(problemSchema.parse(body).detail).toBe(`this path takes ${allow}`);
  });

  test('answers HEAD as GET, without a body', async () => {
    const { status, headers, text } = await askApi(apiDeps(), path, { method: 'HEAD' });
    expect([status, headers.get('content-type'), text]).toEqual([200, 'application/json', '']);
  });

  test('says nothing of another tenant to a token of one', async () => {
    const deps = apiDeps({ access: { token: async () => testToken(adminToken, { tenant: 'main' }) } });
    expect((await askApi(deps, `${path}?tenant=other`)).status).toBe(403);
  });

  test('does not send again what the caller has', async () => {
    const first = await askApi(apiDeps(), path);
    const again = await askApi(apiDeps(), path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});
