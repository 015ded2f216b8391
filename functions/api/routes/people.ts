import * as z from 'zod';
import { day } from '../../core/time.ts';
import { consents } from '../../query/consents.ts';
import { people } from '../../query/people.ts';
import { consentsSchema, peopleSchema } from '../answers/measures.ts';
import { isoSpan, qualityAnswer, rangeOf, rangeQuery } from '../common.ts';
import { type Endpoint, endpoint, ok } from '../endpoint.ts';
import { cacheSeconds, measured } from '../measures/measured.ts';

const weekByDefault = { usual: 7 * day, longest: 366 * day };

export const peopleEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/people',
      scope: 'read',
      tag: 'Numbers',
      summary: 'How many different people wrote, and how many users there were, by local day',
      cacheSeconds: cacheSeconds.present,
      query: z.strictObject(rangeQuery),
      answer: peopleSchema,
    },
    async ({ query }, context) => {
      const range = rangeOf(query, context, weekByDefault);
      if ('kind' in range) return range;
      const { days, quality } = await people({ tenant: context.tenant, ...range }, context.deps.history);
      const answered = days.map(({ from, to, ...counts }) => ({ ...isoSpan({ from, to }), ...counts }));
      return measured({ days: answered, quality: qualityAnswer(quality) }, range, context);
    },
  ),
  endpoint(
    {
      method: 'GET',
      path: '/v1/consents',
      scope: 'read',
      tag: 'Numbers',
      summary: 'How people stand to being written to, and opt-outs of today against yesterday',
      cacheSeconds: cacheSeconds.present,
      query: z.strictObject({}),
      answer: consentsSchema,
    },
    async (_, { tenant, deps }) => ok(await consents(tenant, deps.history)),
  ),
];
