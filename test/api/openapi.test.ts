import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { endpoints } from '../../functions/api/endpoints.ts';
import { version } from '../../lib/version.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { openApiDocument, operationId } from './openapi-document.ts';

const document = openApiDocument(endpoints, version);

test('the document that is served is made of the schemas that check requests (vitest run test/api/openapi.test.ts -u)', async () => {
  const file = join(import.meta.dirname, '../../functions/api/openapi.json');
  await expect(`${JSON.stringify(document, null, 1)}\n`).toMatchFileSnapshot(file);
});

test('it is OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect((await validator.validate(JSON.parse(JSON.stringify(document)))).errors).toBeUndefined();
  expect(validator.version).toBe('3.1');
});

test('every operation has a name of its own', () => {
  const names = endpoints.map(operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('its headings are those that are described, and each has operations', () => {
  expect(new Set(endpoints.map(({ tag }) => tag))).toEqual(new Set(document.tags?.map(({ name }) => name)));
});

test('everybody may read it', async () => {
  const { status, body } = await askApi(apiDeps(), '/openapi.json', { token: null });
  expect([status, body.openapi]).toEqual([200, '3.1.1']);
});
