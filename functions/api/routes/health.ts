import * as z from 'zod';
import type { ApiDeps } from '../api-deps.ts';
import { iso, timeSchema } from '../common.ts';
import { type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { findingsOf, parts, readFacts, statuses, tablesDown } from '../health/findings.ts';

const tag = 'Health';
const open = { method: 'GET', scope: 'open', tag } as const;

const healthSchema = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    timestamp: timeSchema,
    version: z.string(),
    components: z.record(z.enum(parts), z.object({ status: z.enum(statuses) })),
  })
  .meta({ id: 'Health' });

const readySchema = z
  .object({
    status: z.enum(['ready', 'not ready']),
    timestamp: timeSchema,
    checks: z.object({ tables: z.boolean(), secrets: z.boolean() }),
  })
  .meta({ id: 'Readiness' });

export const healthEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...open,
      path: '/health',
      summary: 'Whether webhooks come in, are counted and judged; 503 if a part is down',
      description:
        'Anybody may ask, so it names no tenant and no provider: /v1/status says what is wrong and what to do.',
      answer: healthSchema,
    },
    async (_, { deps }) => health(deps),
  ),
  endpoint(
    {
      ...open,
      path: '/health/live',
      summary: 'Whether the API runs at all',
      answer: z.object({ status: z.literal('alive') }).meta({ id: 'Liveness' }),
    },
    async () => ok({ status: 'alive' as const }),
  ),
  endpoint(
    {
      ...open,
      path: '/health/ready',
      summary: 'Whether the API can do its work: tables answer, secrets can be read; else 503',
      answer: readySchema,
    },
    async (_, { deps }) => ready(deps),
  ),
  endpoint(
    {
      ...open,
      path: '/api/v1/health',
      summary: 'Whether the API runs at all, in another shape',
      answer: z
        .object({ success: z.literal(true), message: z.literal('API is running'), timestamp: timeSchema })
        .meta({ id: 'ApiHealth' }),
    },
    async (_, { deps }) =>
      ok({ success: true as const, message: 'API is running' as const, timestamp: iso(deps.now()) }),
  ),
];

async function health(deps: ApiDeps): Promise<Outcome<z.infer<typeof healthSchema>>> {
  const tables = await deps.health.tables();
  const found = tables ? findingsOf(await readFacts(Object.keys(deps.config.tenants), deps)) : tablesDown;
  const { evaluation, counting, webhooks, deadLetters } = found;
  const all = Object.values(found).map(({ status }) => status);
  const status = all.includes('down') ? 'unhealthy' : all.includes('degraded') ? 'degraded' : 'healthy';
  const components = {
    tables: { status: found.tables.status },
    evaluation: { status: evaluation.status },
    counting: { status: counting.status },
    webhooks: { status: webhooks.status },
    deadLetters: { status: deadLetters.status },
  };
  const body = { status, timestamp: iso(deps.now()), version: deps.version, components } as const;
  return { kind: 'ok', status: status === 'unhealthy' ? 503 : 200, body };
}

async function ready({ health, now }: ApiDeps): Promise<Outcome<z.infer<typeof readySchema>>> {
  const [tables, secrets] = await Promise.all([health.tables(), health.secrets()]);
  const isReady = tables && secrets;
  const body = { status: isReady ? 'ready' : 'not ready', timestamp: iso(now()), checks: { tables, secrets } } as const;
  return { kind: 'ok', status: isReady ? 200 : 503, body };
}
