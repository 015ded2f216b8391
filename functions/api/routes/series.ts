import * as z from 'zod';
import { granularities } from '../../core/counter.ts';
import { series } from '../../query/series.ts';
import { seriesSchema } from '../answers/measures.ts';
import { isoSpan, qualityAnswer, rangeOf, rangeQuery } from '../common.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { nameQuery } from '../known-name.ts';
import { showIssue, shownValue } from '../measures/measure-names.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';
import { scopeOf, scopeQuery } from '../measures/scope-query.ts';
import { problem } from '../problem.ts';

const mostShown = 20;

export const seriesEndpoint: Endpoint = endpoint(
  {
    method: 'GET',
    path: '/v1/series',
    scope: 'read',
    tag: 'Numbers',
    summary: 'Numbers over time, to be drawn',
    description:
      'A step that makes more than 1500 points is taken coarser. A point is wider than a step where only coarser buckets are kept.',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({
      ...rangeQuery,
      ...scopeQuery,
      show: z
        .string()
        .max(1000)
        .default('o.started,o.delivered,failures,deliveryRate')
        .meta({
          description: `At most ${mostShown} of: measures (o.started, t.sent), amounts (failures), ratios (deliveryRate), percentiles in ms (receipt.p95)`,
        }),
      step: nameQuery('step', ['auto', ...granularities])
        .default('auto')
        .meta({ description: 'auto: the finest that makes a readable graph' }),
    }),
    answer: seriesSchema,
  },
  async ({ query }, context) => {
    const range = rangeOf(query, context);
    if ('kind' in range) return range;
    const scope = scopeOf(query);
    if ('kind' in scope) return scope;
    const names = [...new Set(query.show.split(',').map((name) => name.trim()))];
    if (names.length > mostShown) return problem(400, `show: write ${mostShown} names at most`);
    const issue = names.map((name) => showIssue(name, query.dimension)).find((one) => one !== undefined);
    if (issue !== undefined) return problem(400, `show: ${issue}`);
    const question = { tenant: context.tenant, ...scope, ...range, step: query.step };
    const { step, points, quality } = await series(question, context.deps.history);
    const answered = points.map((point) => ({
      ...isoSpan(point),
      values: Object.fromEntries(names.map((name) => [name, shownValue(name, point, quality.asOf)])),
    }));
    return measured({ step, points: answered, quality: qualityAnswer(quality) }, range, context);
  },
);
