import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { authorise } from './access/authorise.ts';
import { tenantOf } from './access/tenant-of.ts';
import type { ApiDeps } from './api-deps.ts';
import { serveConsole } from './console-page.ts';
import type { Endpoint, EndpointFacts, Outcome } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import type { Origin } from './gateway-event.ts';
import { type Problem, problem } from './problem.ts';

/** What comes beside a request. */
export type ApiEnv = { Bindings: { origin?: Origin } };

const largestBody = 256 * 1024;

/** The API, of the endpoints that are listed. */
export function createApp(deps: ApiDeps, served: readonly Endpoint[] = endpoints): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(secureHeaders());
  app.use(
    bodyLimit({ maxSize: largestBody, onError: () => answerProblem(problem(413, 'a body has at most 256 KiB')) }),
  );
  app.use(compress());
  app.use(etag());
  if (deps.console !== undefined) serveConsole(app, deps.console);
  for (const one of served) {
    app.on(one.method, one.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const origin = c.env?.origin ?? {};
      return answerOf(one, await answer(one, c.req.raw, { params: c.req.param(), query: c.req.query() }, origin, deps));
    });
  }
  app.notFound(() => answerProblem(problem(404, 'there is no such path: /openapi.json lists them')));
  app.onError((error) => {
    deps.log.error('request failed', { error: String(error), stack: error.stack });
    return answerProblem(problem(500, 'this failed on our side and is logged: try again'));
  });
  return app;
}

type Given = { params: Readonly<Record<string, string>>; query: Readonly<Record<string, string>> };

async function answer(
  one: Endpoint,
  request: Request,
  { params, query: { tenant: named, ...query } }: Given,
  origin: Origin,
  deps: ApiDeps,
): Promise<Outcome<unknown>> {
  const access = await authorise({ scope: one.scope, headers: request.headers, origin }, deps);
  if (access.kind === 'problem') return access;
  const found = tenantOf(named, access.caller, deps.config);
  if (found.kind === 'problem') return found;
  const body = await bodyOf(one, request);
  if (body.kind === 'problem') return body;
  return one.run({ params, query, body: body.value }, { ...found, caller: access.caller, deps });
}

async function bodyOf({ schemas }: Endpoint, request: Request): Promise<{ kind: 'body'; value: unknown } | Problem> {
  if (schemas.body === undefined) return { kind: 'body', value: undefined };
  const text = await request.text();
  if (text === '') return { kind: 'body', value: {} };
  try {
    return { kind: 'body', value: JSON.parse(text) };
  } catch {
    return problem(400, 'the body: write JSON');
  }
}

function answerOf(
  { contentType = 'application/json', cacheSeconds }: EndpointFacts,
  outcome: Outcome<unknown>,
): Response {
  if (outcome.kind === 'problem') return answerProblem(outcome);
  const { body, status = 200, headers } = outcome;
  return new Response(contentType === 'application/json' ? JSON.stringify(body) : String(body), {
    status,
    headers: {
      'content-type': contentType,
      'cache-control': cacheSeconds === undefined ? 'no-store' : `private, max-age=${cacheSeconds}`,
      ...headers,
    },
  });
}

function answerProblem({ body, headers }: Problem): Response {
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
