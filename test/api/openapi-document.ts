import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Endpoint } from '../../functions/api/endpoint.ts';
import { problemSchema } from '../../functions/api/problem.ts';

const tenant = z
  .string()
  .optional()
  .meta({ description: 'A tenant of the configuration; default: the one of the token, else `main`, else the first' });

const shared = z.object({ tenant });

/** The headings, in the order in which they are told. */
const tags = {
  About: 'What there is, and this description.',
  Messages: 'What became of messages, calls and what people wrote; what your application reports.',
  Numbers: 'What was counted, over any range of time.',
  Alerts: 'What is wrong, what people do about it, and who was told.',
  Silences: 'What nobody is to be told of.',
  'On call': 'Who is called, and out of turn.',
  Rules: 'What is watched: tried, and changed while it runs.',
  Configuration: 'What of the configuration was replaced while it runs, and who did what.',
  Health: 'Whether Wirewatch itself is well.',
  Performance: 'How fast the API is, and where it fails.',
  'In other shapes': 'The same in snake_case, for programs that were written for it.',
};

/** The API in OpenAPI 3.1, of the very schemas that check what comes in. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string) {
  const byPath = Object.groupBy(endpoints, ({ path }) => path);
  const paths: ZodOpenApiPathsObject = Object.fromEntries(
    Object.entries(byPath).map(([path, of = []]) => [
      path,
      Object.fromEntries(of.map((one) => [one.method.toLowerCase(), operationOf(one)])),
    ]),
  );
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Wirewatch',
      version,
      description: 'Delivery of text messages and calls: what was counted, what fires, and what people do about it.',
    },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Made by `npx wirewatch token create`' },
      },
    },
    paths,
  });
}

function operationOf(one: Endpoint): ZodOpenApiOperationObject {
  const { tag, summary, description, scope, schemas, contentType = 'application/json' } = one;
  const failure = { description: 'What to change', content: { 'application/problem+json': { schema: problemSchema } } };
  return {
    operationId: operationId(one),
    tags: [tag],
    summary,
    description: [description, scopeText(scope)].filter((part) => part !== undefined).join('\n\n'),
    ...(scope === 'open' && { security: [] }),
    requestParams: {
      ...(schemas.params instanceof z.ZodObject && { path: schemas.params }),
      ...(scope !== 'open' && { query: queryOf(schemas.query) }),
    },
    ...(schemas.body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: schemas.body } } },
    }),
    responses: {
      '200': { description: 'The answer', content: { [contentType]: { schema: schemas.answer } } },
      default: failure,
    },
  };
}

function queryOf(query: unknown): z.ZodObject {
  return query instanceof z.ZodObject ? z.object({ ...query.shape, ...shared.shape }) : shared;
}

function scopeText(scope: Endpoint['scope']): string | undefined {
  if (scope === 'open') return 'Without a token.';
  return scope === 'own' ? 'Scope: read, also of one user.' : `Scope: ${scope}.`;
}

/** `getV1MessagesId` */
export function operationId({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  const words = path.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}
