import { expect, test } from 'vitest';
import { apiDeps, askApi } from '../support/api-world.ts';

const deps = apiDeps({ console: { html: '<!doctype html>', script: 'void 0', style: 'a{}' } });

test.each([
  ['/', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/monitoring', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/console/app.js', 'text/javascript; charset=utf-8', 'void 0'],
  ['/console/app.css', 'text/css; charset=utf-8', 'a{}'],
])('%s is there without a token: it holds nothing of anybody', async (path, type, body) => {
  const answer = await askApi(deps, path, { token: null });
  expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([200, type, body]);
});

test('the page may run its own script only, ask its own origin only, and be framed by nobody', async () => {
  const policy = (await askApi(deps, '/', { token: null })).headers.get('content-security-policy') ?? '';
  const rules = Object.fromEntries(
    policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
  );
  expect(rules).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  });
});

test('a browser that has the page is told that it is still the same', async () => {
  const etag = (await askApi(deps, '/', { token: null })).headers.get('etag') ?? '';
  expect((await askApi(deps, '/', { token: null, headers: { 'if-none-match': etag } })).status).toBe(304);
});

test('what is long is sent compressed to whoever understands it', async () => {
  const long = apiDeps({ console: { html: '', script: 'void 0;'.repeat(1000), style: '' } });
  const headers = { 'accept-encoding': 'gzip' };
  expect((await askApi(long, '/console/app.js', { token: null, headers })).headers.get('content-encoding')).toBe(
    'gzip',
  );
});
