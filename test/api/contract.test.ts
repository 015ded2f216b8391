import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../functions/api/endpoints.ts';
import { type RunningProduct, runProduct } from '../local/support/running-product.ts';
import { askedPath, type Known } from './asked-path.ts';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../functions/api/openapi.json'), 'utf8'));
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, 'api');

let product: RunningProduct;
let token: string;
const known: Known = {};

beforeAll(async () => {
  product = await runProduct(['--port', '0', '--simulate']);
  token = /#token=(\S+)/.exec(product.output())?.[1] ?? '';
  for (;;) {
    const [alerts, live, campaigns] = await Promise.all(
      ['/v1/alerts?state=firing', '/v1/live', '/v1/campaigns'].map((path) => ask(path)),
    );
    known.alert = alerts?.body.alerts?.[0]?.id;
    known.message = live?.body.events?.[0]?.id;
    known.campaign = campaigns?.body.campaigns?.[0]?.value ?? campaigns?.body.rows?.[0]?.value;
    if (known.alert && known.message && known.campaign) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}, 120_000);
afterAll(() => product?.stop(), 60_000);

async function ask(path: string, init: RequestInit = {}) {
  const authorization = { authorization: `Bearer ${token}` };
  const response = await fetch(`${product.url}${path}`, { ...init, headers: { ...authorization, ...init.headers } });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  return { status: response.status, type, body: /json/.test(type) ? JSON.parse(text) : text };
}

/** What the document says that this operation answers with. */
function schemaOf(path: string, method: string, status: string, type: string) {
  const escaped = path.replaceAll('~', '~0').replaceAll('/', '~1');
  const place = `paths/${escaped}/${method.toLowerCase()}/responses/${status}/content/${type.replaceAll('/', '~1')}/schema`;
  return ajv.compile({ $ref: `api#/${place}` });
}

const urlOf = (path: string) => askedPath(path, known);

const read = endpoints.filter(({ method }) => method === 'GET').map(({ path }) => path);

describe('what the running product answers is what the document says', () => {
  test.each(read)('GET %s', async (path) => {
    const { status, type, body } = await ask(urlOf(path));
    expect([200, 503], JSON.stringify(body).slice(0, 300)).toContain(status);
    const fits = schemaOf(
      path,
      'GET',
      '200',
      type === 'text/plain' ? 'text~1plain; version=0.0.4; charset=utf-8'.replace('~1', '/') : type,
    );
    expect(fits(body), JSON.stringify(fits.errors)).toBe(true);
  });

  test.each(endpoints.filter(({ scope }) => scope !== 'open').map(({ method, path }) => [method, path]))(
    '%s %s: a stranger is told how to get in',
    async (method, path) => {
      const headers = { authorization: 'Bearer none', 'content-type': 'application/json' };
      const { status, type, body } = await ask(urlOf(path), {
        method,
        headers,
        ...(method !== 'GET' && { body: '{}' }),
      });
      expect([status, type]).toEqual([401, 'application/problem+json']);
      expect(schemaOf(path, method, 'default', type)(body)).toBe(true);
    },
  );

  test.each(read.filter((path) => !path.includes('{')))(
    'GET %s refuses a parameter that it does not know',
    async (path) => {
      const url = urlOf(path);
      const { status, body } = await ask(`${url}${url.includes('?') ? '&' : '?'}limt=3`);
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('limt')]);
    },
  );
});
