import * as z from 'zod';
import { liveSchema } from '../answers/messages.ts';
import { limitQuery } from '../common.ts';
import { type Endpoint, endpoint, ok } from '../endpoint.ts';
import { live } from '../live/live.ts';

const query = z.strictObject({
  since: z.iso
    .datetime('write `next` of the answer before')
    .optional()
    .meta({ description: '`next` of the answer before; absent: the newest there are' }),
  limit: limitQuery(100, 50),
});

export const liveEndpoints: readonly Endpoint[] = [
  liveEndpoint('/v1/live', 'What happens now: the latest events, the numbers of the last minute, and what fires'),
  liveEndpoint('/api/v1/live', 'The same as /v1/live'),
];

function liveEndpoint(path: string, summary: string): Endpoint {
  return endpoint(
    {
      method: 'GET',
      path,
      scope: 'read',
      tag: 'Messages',
      summary,
      description:
        'Ask every few seconds with `since`. Of the hundred newest messages, calls and faults each that has changed is there, as it stands now; numbers are masked, and there are no texts.',
      query,
      answer: liveSchema,
    },
    async ({ query: { since, limit } }, context) => {
      return ok(await live({ since: since === undefined ? undefined : Date.parse(since), limit }, context));
    },
  );
}
