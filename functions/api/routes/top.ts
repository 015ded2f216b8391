import * as z from 'zod';
import { type Dimension, dimensions, sumOf } from '../../core/counter.ts';
import { day } from '../../core/time.ts';
import { type Row, type Top, top } from '../../query/top.ts';
import { campaignsSchema, topSchema } from '../answers/measures.ts';
import type { ReadDeps } from '../api-deps.ts';
import { cursorQuery, limitQuery, rangeOf, rangeQuery } from '../common.ts';
import { afterCursor, cursorOf, type Place } from '../cursor.ts';
import { type Context, type Endpoint, endpoint } from '../endpoint.ts';
import { nameQuery } from '../known-name.ts';
import { isRankName, nameIssue } from '../measures/measure-names.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';
import { topAnswer } from '../measures/top-answer.ts';
import { problem } from '../problem.ts';

/** All values of all buckets are read. */
const ranges = { usual: day, longest: 400 * day };

type Ranked = Exclude<Dimension, 'user'>;
const ranked = dimensions.filter((name): name is Ranked => name !== 'user');

const rankQuery = {
  by: z
    .string()
    .max(100)
    .default('o.started')
    .meta({ description: 'Highest first: a measure (o.costMicros), an amount (failures), a ratio (failureRate)' }),
  minSamples: z.coerce
    .number('write a number of cases')
    .int('write a whole number')
    .min(1, 'write 1 or more')
    .optional()
    .meta({ description: 'A ratio of fewer cases does not rank; default: 20' }),
};

export const topEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/top',
    scope: 'read',
    tag: 'Numbers',
    summary: 'The carriers, campaigns, countries, … that have most of something, and all others in sum',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({
      ...rangeQuery,
      dimension: nameQuery('dimension', ranked),
      ...rankQuery,
      limit: limitQuery(200, 10),
    }),
    answer: topSchema,
  },
  async ({ query }, context: Context<ReadDeps>) => {
    const range = rangeOf(query, context, ranges);
    if ('kind' in range) return range;
    const { by, dimension, limit, minSamples } = query;
    const issue = nameIssue(by, dimension);
    if (issue !== undefined || !isRankName(by)) return problem(400, `by: ${issue}`);
    const question = { tenant: context.tenant, ...range, dimension, by, limit, ...(minSamples && { minSamples }) };
    return measured(topAnswer(await top(question, context.deps.history)), range, context);
  },
);

export const campaignsEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/campaigns',
    scope: 'read',
    tag: 'Numbers',
    summary: 'Every campaign of a range with its score, page by page',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({ ...rangeQuery, ...rankQuery, limit: limitQuery(200, 50), cursor: cursorQuery }),
    answer: campaignsSchema,
  },
  async ({ query }, context: Context<ReadDeps>) => {
    const range = rangeOf(query, context, ranges);
    if ('kind' in range) return range;
    const { by, cursor, limit, minSamples } = query;
    const issue = nameIssue(by, 'campaign');
    if (issue !== undefined || !isRankName(by)) return problem(400, `by: ${issue}`);
    const place = afterCursor(cursor);
    if ('kind' in place) return place;
    const scope = { tenant: context.tenant, dimension: 'campaign', ...range } as const;
    const all = { ...scope, by, limit: Number.POSITIVE_INFINITY, ...(minSamples && { minSamples }) };
    const { next, ...page } = pageOf(await top(all, context.deps.history), limit, place.after);
    return measured({ ...topAnswer(page), ...(next && { next: cursorOf(next) }) }, range, context);
  },
);

/** So many rows after a place; those after them join the rest. */
function pageOf({ rows, rest, ...whole }: Top, limit: number, after: Place | undefined): Top & { next?: Place } {
  const left = after === undefined ? rows : rows.filter((row) => isAfter(row, after));
  const [page, later] = [left.slice(0, limit), left.slice(limit)];
  const last = page.at(-1);
  return {
    ...whole,
    rows: page,
    rest: {
      values: rest.values + later.length,
      measures: sumOf([rest.measures, ...later.map(({ measures }) => measures)]),
    },
    ...(last && later.length > 0 && { next: [last.by, last.value] satisfies Place }),
  };
}

/** As `top` orders. */
function isAfter({ by, value }: Row, [lastBy, lastValue]: Place): boolean {
  return by < lastBy || (by === lastBy && value > lastValue);
}
