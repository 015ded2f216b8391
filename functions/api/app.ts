import { Hono, type Context as HonoContext, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { etag } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { authorise } from './access/authorise.ts';
import type { ApiDeps } from './api-deps.ts';
import { recorded } from './apm/recorded.ts';
import { serveConsole } from './console-page.ts';
import type { Endpoint, EndpointFacts, Outcome } from './endpoint.ts';
import { endpoints } from './endpoints.ts';
import { failureProblem, inTime } from './failure.ts';
import type { Origin } from './gateway-event.ts';
import { logged } from './logged.ts';
import { type Problem, problem } from './problem.ts';

/** What comes beside a request, and what is found out: who calls, by the id. */
export type ApiEnv = { Bindings: { origin?: Origin }; Variables: { caller?: string } };

const largestBody = 256 * 1024;

/** The API, of the endpoints that are listed. */
export function createApp(deps: ApiDeps, served: readonly Endpoint[] = endpoints): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(answersByCaller);
  app.use(secureHeaders());
  allowOrigins(app, deps.config.api.cors);
  app.use(
    bodyLimit({ maxSize: largestBody, onError: () => answerProblem(problem(413, 'a body has at most 256 KiB')) }),
  );
  app.use(compress());
  app.use(etag());
  if (deps.console !== undefined) serveConsole(app, deps.console);
  for (const one of served) {
    app.on(one.method, patternOf(one), logged(one, deps), recorded(one, deps), inTime, async (c) =>
      answerOf(one, await answer(one, c, deps)),
    );
  }
  refuseOtherMethods(app, served);
  app.notFound(() => answerProblem(problem(404, 'there is no such path: /openapi.json lists them')));
  app.onError((error) => {
    deps.log.error('request failed', { error: String(error), stack: error.stack });
    return answerProblem(failureProblem(error));
  });
  return app;
}

function patternOf({ path }: Pick<EndpointFacts, 'path'>): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Of a path that is there: a method that it does not take is another mistake than a path that is not. */
function refuseOtherMethods(app: Hono<ApiEnv>, served: readonly Endpoint[]): void {
  for (const [pattern, ofPath] of Map.groupBy(served, patternOf)) {
    const allow = ofPath.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    app.all(pattern, () => answerProblem({ ...problem(405, `this path takes ${allow}`), headers: { allow } }));
  }
}

/** What a browser keeps for one token must not answer the next one, which may be another tenant's. */
const answersByCaller: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  c.header('vary', 'authorization', { append: true });
};

/** Pages of these origins may ask from a browser; they bring a token, and no cookie is ever read. */
function allowOrigins(app: Hono<ApiEnv>, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowHeaders = ['authorization', 'content-type', 'if-none-match', 'x-wirewatch-name'];
  const exposeHeaders = ['etag', 'retry-after'];
  const allowMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
  app.use(cors({ origin: [...origins], allowMethods, allowHeaders, exposeHeaders, maxAge: 3600 }));
}

async function answer(one: Endpoint, c: HonoContext<ApiEnv>, deps: ApiDeps): Promise<Outcome<unknown>> {
  const { tenant: named, ...query } = c.req.query();
  const { raw } = c.req;
  const twice = Object.entries(c.req.queries()).find(([, values]) => values.length > 1)?.[0];
  if (twice !== undefined) return problem(400, `${twice}: write it once`);
  const asked = { endpoint: one, headers: raw.headers, origin: c.env?.origin ?? {}, tenant: named };
  const access = await authorise(asked, deps);
  if (access.kind === 'problem') return access;
  c.set('caller', access.caller.id);
  const body = await bodyOf(one, raw);
  if (body.kind === 'problem') return body;
  return one.run({ params: c.req.param(), query, body: body.value }, { ...access, deps });
}

/** What a form on another site can send is not taken: it may say no such type. */
async function bodyOf(
  { method, schemas }: Endpoint,
  request: Request,
): Promise<{ kind: 'body'; value: unknown } | Problem> {
  const type = request.headers.get('content-type') ?? '';
  if (method !== 'GET' && !/^application\/json\s*(;|$)/i.test(type)) {
    return problem(415, 'send the header content-type: application/json');
  }
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
