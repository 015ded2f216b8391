import * as z from 'zod';
import type { Alert } from '../../core/alert.ts';
import { type AlertBook, readAlerts } from '../alerts/alert-book.ts';
import { alertGraph } from '../alerts/alert-graph.ts';
import { alertNamed } from '../alerts/alert-named.ts';
import { alertStory } from '../alerts/alert-story.ts';
import { alertDetailSchema, alertGraphSchema } from '../answers/alerts.ts';
import type { ApiDeps } from '../api-deps.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';

/** As much of an alert's id as tells it apart. */
export const alertParams = z.object({
  id: z.string().min(1).max(100).meta({ description: 'The beginning of an id is enough, if only one begins so' }),
});

const facts = { method: 'GET', scope: 'read', tag: 'Alerts' } as const;

export const alertDetailEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...facts,
      path: '/v1/alerts/{id}',
      summary: 'One alert: why, who is hit, what helps, who was told, and what became of it',
      description:
        'The timeline is of the last episode, and at most of 30 days. An alert that has ended is known for a week or longer, as long as its rule is.',
      params: alertParams,
      answer: alertDetailSchema,
    },
    ({ params }, context) => ofAlert(params.id, context, alertStory),
  ),
  endpoint(
    {
      ...facts,
      path: '/v1/alerts/{id}/graph',
      summary: 'What an alert’s rule found around its last episode, tick by tick, and when it fired',
      description: 'From half an hour before it began until now, or half an hour after its end; at most a day.',
      cacheSeconds: 30,
      params: alertParams,
      answer: alertGraphSchema,
    },
    ({ params }, context) => ofAlert(params.id, context, alertGraph),
  ),
];

async function ofAlert<Answer>(
  id: string,
  context: Context,
  tell: (alert: Alert, book: AlertBook, deps: ApiDeps) => Promise<Answer>,
): Promise<Outcome<Answer>> {
  const book = await readAlerts(context, context.deps);
  const alert = alertNamed(id, book);
  return 'kind' in alert ? alert : ok(await tell(alert, book, context.deps));
}
