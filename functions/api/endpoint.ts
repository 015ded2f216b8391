import * as z from 'zod';
import { readableIssues } from '../config/readable-issues.ts';
import type { Scope } from '../core/token.ts';
import type { Caller } from './access/caller.ts';
import type { ApiDeps } from './api-deps.ts';
import { type Problem, problem } from './problem.ts';

/** What an endpoint is asked with, beside its parameters. */
export type Context<Deps = ApiDeps> = {
  caller: Caller;
  /** The tenant that is spoken of, and its zone. */
  tenant: string;
  zone: string;
  deps: Deps;
};

/** `ok` is 200 unless `status` says otherwise. */
export type Outcome<Answer> =
  | { kind: 'ok'; body: Answer; status?: 200 | 201 | 202 | 503; headers?: Readonly<Record<string, string>> }
  | Problem;

export function ok<Answer>(body: Answer): Outcome<Answer> {
  return { kind: 'ok', body };
}

/** What the documentation and the router know of an endpoint. */
export type EndpointFacts = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v1/messages/{id}` */
  path: string;
  /** `open`: without a token. `own`: a caller that may see one user only may call it too; the endpoint sees to it. */
  scope: Scope | 'open' | 'own';
  /** The heading under which it is documented. */
  tag: string;
  summary: string;
  description?: string;
  /** For how long whoever asked may keep the answer; absent: not at all. */
  cacheSeconds?: number;
  /** What it answers with; default: `application/json`. */
  contentType?: string;
};

type Schemas<Params, Query, Body, Answer> = {
  params?: z.ZodType<Params>;
  /** Parameters that no schema names are refused. `tenant` is every endpoint's. */
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  answer: z.ZodType<Answer>;
};

type Asked<Params, Query, Body> = { params: Params; query: Query; body: Body };

/** What a request holds, not looked at yet. */
export type RawRequest = { params: unknown; query: Readonly<Record<string, string>>; body: unknown };

/** `Deps`: what of all that the API has it needs. */
export type Endpoint<Deps = ApiDeps> = EndpointFacts & {
  schemas: Schemas<unknown, unknown, unknown, unknown>;
  run: (request: RawRequest, context: Context<Deps>) => Promise<Outcome<unknown>>;
};

/** An endpoint: its facts, its schemas and what it does, of which the router and the documentation are made. */
export function endpoint<Answer, Params = unknown, Query = unknown, Body = unknown, Deps = ApiDeps>(
  facts: EndpointFacts & Schemas<Params, Query, Body, Answer>,
  handle: (asked: Asked<Params, Query, Body>, context: Context<Deps>) => Promise<Outcome<Answer>>,
): Endpoint<Deps> {
  const { params, query, body, answer, ...rest } = facts;
  const asked = z.object({
    params: params ?? anything<Params>(),
    query: query ?? anything<Query>(),
    body: body ?? anything<Body>(),
  });
  return {
    ...rest,
    schemas: { ...(params && { params }), ...(query && { query }), ...(body && { body }), answer },
    async run(request, context) {
      const [strange] = query === undefined ? Object.keys(request.query) : [];
      if (strange !== undefined) return problem(400, `${strange}: this path takes no parameter but tenant`);
      const parsed = asked.safeParse(request);
      if (!parsed.success) return refused(readableIssues(asked, parsed.error, request));
      return handle(parsed.data, context);
    },
  };
}

function anything<Type>(): z.ZodType<Type> {
  return z.custom<Type>(() => true);
}

function refused(found: readonly { path: string; message: string }[]): Problem {
  const issues = found.map(({ path, message }) => ({
    path: path.replace(/^(params|query|body)\.?/, '') || 'the body',
    message,
  }));
  const [first] = issues;
  return problem(400, first === undefined ? 'the request cannot be read' : `${first.path}: ${first.message}`, {
    issues,
  });
}
