import { expect, test } from 'vitest';
import { createApp } from '../../functions/api/app.ts';
import { directAnswerSchema, takeApiEvent } from '../../functions/api/take-api-event.ts';
import { adminToken, apiDeps } from '../support/api-world.ts';

const app = createApp(apiDeps());

function httpEvent(changes: object = {}, more: object = {}) {
  return {
    version: '2.0',
    rawPath: '/v1/about',
    rawQueryString: 'tenant=main',
    headers: { authorization: `Bearer ${adminToken}` },
    requestContext: { domainName: 'api.example.com', http: { method: 'GET', sourceIp: '192.0.2.7' }, ...more },
    isBase64Encoded: false,
    ...changes,
  };
}

test('answers an event of the HTTP API in its form', async () => {
  const answer = await takeApiEvent(httpEvent(), app);
  expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'application/json' } });
});

test('needs no token of whoever may invoke the function', async () => {
  const answer = directAnswerSchema.parse(await takeApiEvent({ direct: { name: 'ana' }, path: '/v1/about' }, app));
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body).caller).toMatchObject({ name: 'ana', scopes: ['admin'] });
});

test.each([
  ['a body that says so', { body: JSON.stringify({ direct: { name: 'eve' }, path: '/v1/about' }) }],
  ['a field of the event', { direct: { name: 'eve' }, path: '/v1/about' }],
  ['headers', { headers: { origin: 'eve', direct: 'eve' } }],
])('nobody who comes by HTTP passes for one who invokes it: %s', async (_, changes) => {
  expect(await takeApiEvent({ ...httpEvent(), headers: {}, ...changes }, app)).toMatchObject({ statusCode: 401 });
});

test.each([
  ['a header that cannot be', { headers: { authorization: `Bearer ${adminToken}\u2019` } }],
  ['a line end in a header', { headers: { authorization: `Bearer ${adminToken}\r\nx: y` } }],
])('says what is wrong with %s, and nothing of what is in it', async (_, changes) => {
  const answer = await takeApiEvent(httpEvent(changes), app);
  expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('printable ASCII') });
  expect(JSON.stringify(answer)).not.toContain(adminToken);
});
