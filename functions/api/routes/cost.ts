import * as z from 'zod';
import { measure } from '../../core/counter.ts';
import { type Spent, spent } from '../../query/spent.ts';
import { costSchema, type SpentAnswer } from '../answers/measures.ts';
import type { ReadDeps } from '../api-deps.ts';
import { isoSpan } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { cacheSeconds } from '../measures/measured.ts';

export const costEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/cost',
    scope: 'read',
    tag: 'Numbers',
    summary: 'What messages cost today, against yesterday up to the same time, and this month',
    description: 'Days and months are the tenant’s. What providers do not tell is estimated by the rate card.',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({}),
    answer: costSchema,
  },
  async (_, { tenant, deps }: Context<ReadDeps>) => {
    const { today, yesterdaySoFar, yesterday, month, byProvider } = await spent(tenant, deps.history);
    return ok({
      today: spentAnswer(today),
      yesterdaySoFar: spentAnswer(yesterdaySoFar),
      yesterday: spentAnswer(yesterday),
      month: spentAnswer(month),
      byProvider,
    });
  },
);

function spentAnswer({ span, measures }: Spent['today']): SpentAnswer {
  return {
    span: isoSpan(span),
    costMicros: measure(measures, 'o.costMicros'),
    estimatedMicros: measure(measures, 'o.estimatedCostMicros'),
    failedCostMicros: measure(measures, 'o.failedCostMicros'),
    messages: measure(measures, 'o.started'),
    callCostMicros: measure(measures, 'o.call.costMicros'),
    inboundCostMicros: measure(measures, 'o.inbound.costMicros'),
  };
}
