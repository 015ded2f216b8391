import * as z from 'zod';
import { histograms, type LatencyBucket, latencyBuckets } from '../../core/histogram.ts';
import { latencyOf } from '../../query/latency.ts';
import { qualityOf } from '../../query/quality.ts';
import { coarsestForAges, readBuckets } from '../../query/read-buckets.ts';
import { latencySchema } from '../answers/measures.ts';
import type { ReadDeps } from '../api-deps.ts';
import { qualityAnswer, rangeOf, rangeQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint } from '../endpoint.ts';
import { nameQuery } from '../known-name.ts';
import { isHistogram } from '../measures/measure-names.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';
import { scopeOf, scopeQuery } from '../measures/scope-query.ts';
import { percentileAnswer } from '../measures/tally-answer.ts';

const histogramNames = Object.keys(histograms).filter(isHistogram);

export const latencyEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/latency',
    scope: 'read',
    tag: 'Numbers',
    summary: 'How long something took: percentiles, the mean and the histogram',
    description: 'What still waits raises the percentiles by how long it has waited, and is in no bucket.',
    cacheSeconds: cacheSeconds.present,
    query: z.strictObject({
      ...rangeQuery,
      ...scopeQuery,
      histogram: nameQuery('histogram', histogramNames)
        .default('receipt')
        .meta({ description: 'receipt: from sent to delivered; handover: until sent' }),
    }),
    answer: latencySchema,
  },
  async ({ query }, context: Context<ReadDeps>) => {
    const range = rangeOf(query, context);
    if ('kind' in range) return range;
    const scope = scopeOf(query);
    if ('kind' in scope) return scope;
    const question = { tenant: context.tenant, ...scope, ...range };
    const { histogram } = query;
    const reading = await readBuckets(question, coarsestForAges(question), context.deps.history);
    const { percentiles, mean, ...counts } = latencyOf(reading, histogram);
    const answer = {
      histogram,
      percentiles: percentiles.map(percentileAnswer),
      ...(mean !== undefined && { meanMs: mean }),
      ...counts,
      buckets: latencyBuckets(reading.measures, histogram).map(bucketAnswer),
      quality: qualityAnswer(qualityOf(reading)),
    };
    return measured(answer, range, context);
  },
);

/** The last bucket has no end, and JSON no infinity. */
function bucketAnswer({ from, to, count }: LatencyBucket) {
  return { fromMs: from, ...(Number.isFinite(to) && { toMs: to }), count };
}
