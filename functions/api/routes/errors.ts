import * as z from 'zod';
import { day } from '../../core/time.ts';
import { type ErrorRow, errorAnalysis } from '../../query/error-analysis.ts';
import { errorTrend } from '../../query/error-trend.ts';
import { errorsSchema } from '../answers/measures.ts';
import type { ReadDeps } from '../api-deps.ts';
import { limitQuery, qualityAnswer, rangeOf, rangeQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint } from '../endpoint.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';

export const errorsEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/errors',
    scope: 'read',
    tag: 'Numbers',
    summary: 'Why messages failed: each error code with its meaning and remedy',
    description: 'rows, rest, other and withoutCode add up to failures.',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({ ...rangeQuery, limit: limitQuery(200, 20) }),
    answer: errorsSchema,
  },
  async ({ query }, context: Context<ReadDeps>) => {
    const range = rangeOf(query, context, { usual: day, longest: 400 * day });
    if ('kind' in range) return range;
    const { tenant, deps } = context;
    const [{ failures, rows, rest, other, withoutCode, quality }, trend] = await Promise.all([
      errorAnalysis({ tenant, ...range, limit: query.limit }, deps.history),
      errorTrend({ tenant, dimension: 'total', value: 'all' }, deps.history),
    ]);
    const answer = {
      failures,
      rows: rows.map(rowAnswer),
      rest,
      other,
      withoutCode,
      trend: { failures: trend.failures, failuresBefore: trend.failuresBefore, ...trend.count },
      quality: qualityAnswer(quality),
    };
    return measured(answer, range, context);
  },
);

function rowAnswer({ meaning: known, ...row }: ErrorRow) {
  if (known === undefined) return row;
  return { ...row, ...known, source: known.source.url };
}
