import type { MiddlewareHandler } from 'hono';
import { sourceOf } from './access/tell-refusal.ts';
import type { ApiDeps } from './api-deps.ts';
import type { ApiEnv } from './app.ts';
import type { EndpointFacts } from './endpoint.ts';

/** A line for every request: its endpoint, and never its address, in which numbers and ids of people may stand. */
export function logged({ method, path }: EndpointFacts, deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const start = deps.access.wall();
    await next();
    const { requestId, sourceIp } = c.env?.origin ?? {};
    deps.log.info('request answered', {
      log_type: 'request',
      requestId,
      endpoint: `${method} ${path}`,
      status: c.res.status,
      durationMs: deps.access.wall() - start,
      caller: c.get('caller'),
      userAgent: programOf(c.req.header('user-agent')),
      source: sourceOf(sourceIp, deps.stage),
    });
  };
}

/** Whoever asks writes it: a token or a number is not kept because it stands here. */
function programOf(userAgent: string | undefined): string | undefined {
  return userAgent?.slice(0, 200).replaceAll(/wirewatch_\S+|\d{7,}/gi, '***');
}
