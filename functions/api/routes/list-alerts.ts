import * as z from 'zod';
import { severities } from '../../core/severity.ts';
import { alertAnswer } from '../alerts/alert-answer.ts';
import { readAlerts } from '../alerts/alert-book.ts';
import { listAlerts, listedStates } from '../alerts/alert-list.ts';
import { alertsSchema } from '../answers/alerts.ts';
import type { ReadDeps } from '../api-deps.ts';
import { cursorQuery, limitQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';

const listQuery = z.strictObject({
  state: z
    .enum(listedStates, `write one of ${listedStates.join(', ')}`)
    .default('open')
    .meta({ description: '`open`: what fires, is about to fire, or flaps even while it is quiet' }),
  severity: z
    .enum(severities, `write one of ${severities.join(', ')}`)
    .optional()
    .meta({ description: 'Of what is over: the worst it was' }),
  rule: z.string().max(63).optional().meta({ description: 'The id of a rule' }),
  limit: limitQuery(200, 50),
  cursor: cursorQuery,
});

export const listAlertsEndpoint: Endpoint<ReadDeps> = endpoint(
  {
    method: 'GET',
    path: '/v1/alerts',
    scope: 'read',
    tag: 'Alerts',
    summary: 'What is wrong now, the worst first, and what was wrong',
    description: '`firing` counts all that fire, whatever is asked for.',
    query: listQuery,
    answer: alertsSchema,
  },
  async ({ query: { limit, cursor, ...filter } }, context: Context<ReadDeps>) => {
    const book = await readAlerts(context, context.deps);
    const listed = listAlerts(book, filter, { limit, cursor });
    if (listed.kind === 'bad-cursor') return problem(400, 'cursor: write `next` of the answer before');
    const { alerts, next } = listed;
    return ok({
      alerts: alerts.map((alert) => alertAnswer(alert, book)),
      firing: book.alerts.filter(({ state }) => state === 'firing').length,
      next,
    });
  },
);
