import { createHash } from 'node:crypto';
import { metricNames } from '../../core/metric-names.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Problem } from '../problem.ts';
import type { Asked } from './authorise.ts';
import type { Caller } from './caller.ts';
import type { Refused } from './refused.ts';

/** Counts who was not let in and writes it into the security log: never what was sent. */
export function tellRefusal(
  { reason, problem }: Refused,
  { endpoint, origin }: Asked,
  caller: Caller | undefined,
  { metric, log, stage }: ApiDeps,
): Problem {
  metric(metricNames.apiRefused, 1, { reason });
  log.warn('call refused', {
    log_type: 'security',
    reason,
    status: problem.body.status,
    endpoint: `${endpoint.method} ${endpoint.path}`,
    caller: caller?.id,
    source: sourceOf(origin.sourceIp, stage),
    requestId: origin.requestId,
  });
  return problem;
}

/** Tells whether two came from one address, and not from which. */
export function sourceOf(ip: string | undefined, stage: string): string | undefined {
  return ip && createHash('sha256').update(`${stage} ${ip}`).digest('hex').slice(0, 12);
}
