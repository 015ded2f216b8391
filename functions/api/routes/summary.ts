import * as z from 'zod';
import type { Span } from '../../query/bucket.ts';
import { qualityOf } from '../../query/quality.ts';
import { coarsestForAges, type Question, readBuckets } from '../../query/read-buckets.ts';
import { readWithin } from '../../query/read-within.ts';
import { summarySchema } from '../answers/measures.ts';
import type { ReadDeps } from '../api-deps.ts';
import { qualityAnswer, rangeOf, rangeQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint } from '../endpoint.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';
import { scopeOf, scopeQuery } from '../measures/scope-query.ts';
import { tallyAnswer } from '../measures/tally-answer.ts';

export const summaryEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/summary',
    scope: 'read',
    tag: 'Numbers',
    summary: 'Everything that was counted in a range, and in the equally long one before it',
    description: 'Each says by `span` what it covers. A scope of which nothing was ever counted has zeros.',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({ ...rangeQuery, ...scopeQuery }),
    answer: summarySchema,
  },
  async ({ query }, context: Context<ReadDeps>) => {
    const range = rangeOf(query, context);
    if ('kind' in range) return range;
    const scope = scopeOf(query);
    if ('kind' in scope) return scope;
    return measured(await summary({ tenant: context.tenant, ...scope, ...range }, context), range, context);
  },
);

async function summary(question: Question, { deps: { history } }: Context<ReadDeps>) {
  const reading = await readBuckets(question, coarsestForAges(question), history);
  const quality = qualityOf(reading);
  const span = coveredOf(quality.covered ?? question, reading.now);
  // Where the edge was widened to a whole hour the span before it ends sooner: nothing is in both.
  const earlier = { from: span.from - (span.to - span.from), to: span.from };
  const before = await readWithin({ ...question, ...earlier }, coarsestForAges(earlier), history);
  return { now: tallyAnswer(reading, span), before: tallyAnswer(before, earlier), quality: qualityAnswer(quality) };
}

/** The present hour is read whole, and what is to come of it holds nothing. */
function coveredOf({ from, to }: Span, now: number): Span {
  return { from, to: from < now ? Math.min(to, now) : to };
}
