import * as z from 'zod';
import { callEndings } from '../../core/call/status.ts';
import { measure } from '../../core/counter.ts';
import { day } from '../../core/time.ts';
import { ratio, ratioOf } from '../../query/derived.ts';
import { totals } from '../../query/totals.ts';
import { reasonsSchema } from '../apm/platform.ts';
import { iso, timeSchema } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { averageOf, percentOf } from '../percent.ts';

const statsSchema = z
  .object({
    success: z.literal(true),
    timestamp: timeSchema,
    window_hours: z.number(),
    calls: z.object({
      total: z.number(),
      inbound: z.null(),
      outbound: z.null(),
      answered: z.number(),
      by_ending: z.record(z.enum(callEndings), z.number()),
      active: z.number().meta({ description: 'Of those that began in the window and have not ended' }),
      success_rate_percent: z.number().nullable().meta({ description: 'Completed, of all that ended' }),
      average_duration_ms: z.number().nullable(),
    }),
    voicemail: z.object({
      detected: z.number().meta({ description: 'Answered by a machine' }),
      rate_percent: z.number().nullable().meta({ description: 'Of those answered by somebody that is known' }),
    }),
    queue: z.array(z.object({ step: z.string(), waiting: z.number(), dead_letters: z.number() })).nullable(),
    connection_pool: z.null(),
    reasons: reasonsSchema,
  })
  .meta({ id: 'Stats' });

const reasons = {
  'calls.inbound': 'calls are not counted by direction',
  'calls.outbound': 'calls are not counted by direction',
  connection_pool: 'DynamoDB has no connections to pool',
};

export const statsEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/api/v1/stats',
      scope: 'read',
      tag: 'In other shapes',
      summary: 'Calls of the last 24 hours, and what waits in queues',
      cacheSeconds: 30,
      query: z.strictObject({}),
      answer: statsSchema,
    },
    async (_, context) => ok(await statsOf(context)),
  ),
];

async function statsOf({ tenant, deps }: Context): Promise<z.infer<typeof statsSchema>> {
  const now = deps.now();
  const [{ measures }, queues] = await Promise.all([
    totals({ tenant, dimension: 'total', value: 'all', from: now - day, to: now }, deps.history),
    deps.health.queues().catch(() => undefined),
  ]);
  const of = (name: string) => measure(measures, `o.call.${name}`);
  const { over: ended } = ratio(measures, 'callSuccess');
  const endings = callEndings.map((ending) => [ending, of(ending)] as const);
  const known = of('by.human') + of('by.machine') + of('by.fax');
  return {
    success: true,
    timestamp: iso(now),
    window_hours: 24,
    calls: {
      total: of('started'),
      inbound: null,
      outbound: null,
      answered: of('answered'),
      by_ending: z.record(z.enum(callEndings), z.number()).parse(Object.fromEntries(endings)),
      active: Math.max(0, of('started') - ended),
      success_rate_percent: percentOf(ratio(measures, 'callSuccess')),
      average_duration_ms: averageOf(ratio(measures, 'averageCallMs')),
    },
    voicemail: { detected: of('by.machine'), rate_percent: percentOf(ratioOf(of('by.machine'), known)) },
    queue: queues?.map(({ step, waiting, deadLetters }) => ({ step, waiting, dead_letters: deadLetters })) ?? null,
    connection_pool: null,
    reasons: queues === undefined ? { ...reasons, queue: 'the queues cannot be asked' } : reasons,
  };
}
