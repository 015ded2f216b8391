import { expect, test } from 'vitest';
import { apiDeps, askApi } from '../support/api-world.ts';

test.each([
  ['an unknown parameter', '/v1/alerts?colour=red', 'there are: state, severity, rule, limit, cursor'],
  ['a parameter that is nearly one', '/v1/alerts?sevrity=high', 'did you mean "severity"?'],
  ['a dimension that is left out', '/v1/top', 'dimension: write one of total, provider, carrier'],
  ['a date that is left out', '/api/sms/metrics/daily', 'start_date: is missing: write a date such as 2026-11-21'],
  ['a place in the feed that is none', '/v1/live?since=now', 'since: write `next` of the answer before'],
  ['a tenant that is none', '/v1/about?tenant=acme', 'GET /v1/about lists all'],
])('what to write instead of %s is said', async (_, path, words) => {
  const { body } = await askApi(apiDeps(), path);
  expect(body.detail).toContain(words);
});

test.each([
  ['a duration that is left out', '/v1/alerts/7f3a9c/snooze', {}, 'for: is missing: write a duration such as 30m'],
  [
    'an operator that is none',
    '/v1/silences',
    { matchers: [{ label: 'campaign', op: '==', value: 'x' }], for: '4h' },
    'matchers[0].op: write one of =, !=, =~, !~',
  ],
])('what to write instead of %s in a body is said', async (_, path, asked, words) => {
  const { body } = await askApi(apiDeps(), path, { method: 'POST', body: asked });
  expect(body.detail).toContain(words);
});
