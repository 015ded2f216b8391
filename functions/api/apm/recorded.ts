import { setTimeout as wait } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import { metricNames } from '../../core/metric-names.ts';
import type { Performed } from '../../core/performance.ts';
import { second } from '../../core/time.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { EndpointFacts } from '../endpoint.ts';

/** Records how long an endpoint takes and how it ends, by its path as documented. It never fails the request. */
export function recorded({ method, path }: Pick<EndpointFacts, 'method' | 'path'>, deps: ApiDeps): MiddlewareHandler {
  return async (c, next) => {
    const at = deps.access.wall();
    await next();
    const duration = Math.max(0, deps.access.wall() - at);
    const traceId = /Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(c.req.header('x-amzn-trace-id') ?? '')?.[1];
    const operation = `${method} ${path}`;
    await note({ operation, duration, status: c.res.status, at, ...(traceId && { traceId }) }, path, deps);
  };
}

/** Whoever asked waits meanwhile. */
const patience = second;

async function note(performed: Performed, path: string, deps: ApiDeps): Promise<void> {
  const { duration, status, operation } = performed;
  const route = path.split('/')[1] ?? '';
  deps.metric(metricNames.apiLatency, duration, { route });
  deps.metric(metricNames.apiErrors, status >= 500 ? 1 : 0, { route });
  try {
    // Whoever has no token decides neither how the API seems to perform nor what is written of it.
    if (status !== 401) await Promise.race([keep(performed, deps), wait(patience, undefined, { ref: false })]);
  } catch (error) {
    deps.log.warn('request not recorded', { operation, error: String(error) });
  }
}

async function keep(performed: Performed, { performance }: ApiDeps): Promise<void> {
  const { enabled, sampling, slowMs } = await performance.control();
  if (enabled && Math.random() < sampling) await performance.record(performed, slowMs);
}
