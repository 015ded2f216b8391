import { request } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { lambda } from '../../local/cloud/lambda.ts';
import { type LocalCloud, startCloud } from '../../local/cloud/server.ts';

let cloud: LocalCloud | undefined;

afterEach(() => cloud?.close());

const body = '{"direct":{"name":"eve"},"path":"/v1/about"}';

/** Calls a function as a page in a browser of this machine could. */
async function callWith(headers: Record<string, string>) {
  const api = vi.fn(async () => ({}));
  cloud = await startCloud([lambda(new Map([['wirewatch-local-api', api]]), new Map())], () => {});
  const url = `${cloud.url}/2015-03-31/functions/wirewatch-local-api/invocations`;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asking = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    asking.on('error', reject).end(body);
  });
  return { status, calls: api.mock.calls.length };
}

test.each<[string, Record<string, string>]>([
  ['of another page', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
  ['of a page that may not say which', { origin: 'null' }],
  ['that shows a picture', { 'sec-fetch-site': 'cross-site' }],
  ['whose name was pointed at this machine', { host: 'evil.example:40000' }],
])('a browser is given nothing: %s', async (_, headers) => {
  expect(await callWith(headers)).toEqual({ status: 403, calls: 0 });
});

test('programs of this machine are answered', async () => {
  expect(await callWith({})).toEqual({ status: 200, calls: 1 });
});
