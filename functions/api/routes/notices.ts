import * as z from 'zod';
import { noticesKept } from '../../core/notice-record.ts';
import { day } from '../../core/time.ts';
import { noticesSchema } from '../answers/operations.ts';
import { cursorQuery, iso, limitQuery, rangeOf, rangeQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';

const query = z.strictObject({
  ...rangeQuery,
  alert: z.string().min(1).max(100).optional().meta({ description: 'Only what told of an alert whose id begins so' }),
  limit: limitQuery(200, 50),
  cursor: cursorQuery,
});
const range = { usual: 7 * day, longest: noticesKept };

export const noticesEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/notices',
      scope: 'read',
      tag: 'Alerts',
      summary: 'What channels were told, and what became of it, the newest first',
      description: 'The last seven days unless asked otherwise; it is kept for 90.',
      query,
      answer: noticesSchema,
    },
    (asked, context) => list(asked.query, context),
  ),
];

/** A cursor begins with a time. */
const cursorForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#/;

async function list(
  { limit, cursor, alert, ...asked }: z.infer<typeof query>,
  context: Context,
): Promise<Outcome<z.infer<typeof noticesSchema>>> {
  const span = rangeOf(asked, context, range);
  if ('kind' in span) return span;
  if (cursor !== undefined && !cursorForm.test(cursor)) {
    return problem(400, 'cursor: write `next` of the answer before');
  }
  const { tenant, deps } = context;
  const page = await deps.act.notices({ ...span, to: span.to + 1, tenant, alert: alert?.toLowerCase(), limit, cursor });
  const notices = page.records.map(({ at, channel, kind, reason, severity, outcome, error, attempts, ...rest }) => ({
    at: iso(at),
    channel,
    kind,
    reason,
    severity,
    outcome,
    error,
    attempts,
    alerts: rest.alerts,
    alertCount: rest.alertCount,
  }));
  return ok({ notices, next: page.cursor });
}
