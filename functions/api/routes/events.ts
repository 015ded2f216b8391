import * as z from 'zod';
import { reportsSchema } from '../answers/messages.ts';
import { type Endpoint, endpoint, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';

const body = z.strictObject({
  events: z
    .array(z.json(), 'write a list of events')
    .min(1, 'write at least one event')
    .max(1000, 'write 1,000 events at most')
    .meta({
      description: 'As the webhook of the application takes them (docs/reports.md); each is read by itself',
      example: [
        { type: 'message', provider: 'telnyx', messageId: '4031…', status: 'queued', campaign: 'spring-promo' },
      ],
    }),
});

export const eventsEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'POST',
      path: '/v1/events',
      scope: 'ingest',
      tag: 'Messages',
      summary: 'What your application reports, by a token instead of a signature',
      description: 'Repeating a request is safe: what was told before counts once.',
      body,
      answer: reportsSchema,
    },
    async ({ body }, { tenant, deps }) => {
      const taken = await deps.takeReports(tenant, body);
      if (taken.kind === 'taken') {
        const { kind: _, ...answer } = taken;
        return ok(answer);
      }
      if (taken.kind === 'unreadable') return problem(422, `none of the events can be read: ${taken.why}`);
      return { ...problem(503, 'the journal cannot take this now: send it again'), headers: { 'retry-after': '5' } };
    },
  ),
];
