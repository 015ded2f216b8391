import * as z from 'zod';
import { act } from '../../act/act.ts';
import { isFiring } from '../../act/tenant-alerts.ts';
import type { Alert } from '../../core/alert.ts';
import type { Span } from '../../query/bucket.ts';
import { whyNotDone } from '../acted.ts';
import { alertRowSchema, alertRows, alertsOf, triggeredAt } from '../alerts/alert-row.ts';
import { cursorQuery, limitQuery, nextSchema } from '../common.ts';
import { afterCursor, cursorOf, type Place } from '../cursor.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { problem } from '../problem.ts';
import { dateQuery, dateRangeSchema, datesSpan } from '../sms/date-range.ts';

const tag = 'In other shapes';
const path = '/api/sms/metrics/alerts';

const listSchema = z
  .object({
    success: z.literal(true),
    data: z.array(alertRowSchema),
    date_range: dateRangeSchema.optional(),
    next: nextSchema,
  })
  .meta({ id: 'SmsAlerts' });

const querySchema = z.strictObject({
  type: z.enum(['unresolved', 'history'], 'write unresolved or history').default('unresolved'),
  limit: limitQuery(200, 50),
  start_date: dateQuery.optional(),
  end_date: dateQuery.optional(),
  cursor: cursorQuery,
});
type Query = z.infer<typeof querySchema>;

const resolvedSchema = z
  .object({ success: z.literal(true), message: z.literal('Alert resolved successfully'), alert_id: z.string() })
  .meta({ id: 'AlertResolved' });

export const smsAlertEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path,
      scope: 'read',
      tag,
      summary: 'Alerts that fire, or all that fired in a range of dates; the newest first',
      description:
        'history needs start_date. An alert that fired several times is listed with its last time; /v1/notices has them all.',
      query: querySchema,
      answer: listSchema,
    },
    async ({ query }, context) => list(query, context),
  ),
  endpoint(
    {
      method: 'POST',
      path,
      scope: 'operate',
      tag,
      summary: 'Close an alert that fires; it fires again if its rule still finds it',
      query: z.strictObject({}),
      body: z.strictObject({ alert_id: z.string().min(1).max(64) }),
      answer: resolvedSchema,
    },
    async ({ body }, context) => resolve(body.alert_id, context),
  ),
];

async function list(query: Query, context: Context): Promise<Outcome<z.infer<typeof listSchema>>> {
  const { zone, tenant, deps } = context;
  const { type, start_date, end_date, cursor } = query;
  if (start_date === undefined && (type === 'history' || end_date !== undefined))
    return problem(400, `start_date: is missing: write a date such as 2026-11-21`);
  const dates = start_date === undefined ? undefined : datesSpan(start_date, end_date, zone, deps.now());
  if (dates !== undefined && 'kind' in dates) return dates;
  const place = afterCursor(cursor);
  if ('kind' in place) return place;
  const all = (await alertsOf(tenant, deps)).filter((alert) => isAsked(alert, type, dates?.span));
  const page = pageOf(all, place.after, query.limit);
  const data = await alertRows(page.alerts, context);
  return ok({ success: true as const, data, ...(dates && { date_range: dates.range }), ...page.next });
}

/** What never fired is no history. */
function isAsked(alert: Alert, type: Query['type'], span: Span | undefined): boolean {
  const at = triggeredAt(alert);
  const kind = type === 'unresolved' ? isFiring(alert) : alert.firedAt !== undefined;
  return kind && (span === undefined || (at >= span.from && at < span.to));
}

/** The newest first, after a place. */
function pageOf(all: readonly Alert[], after: Place | undefined, limit: number) {
  const places = all.map((alert) => ({ alert, at: triggeredAt(alert), id: alert.id }));
  places.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  const rest = places.filter(
    ({ at, id }) => after === undefined || at < after[0] || (at === after[0] && id > after[1]),
  );
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const next = last !== undefined && rest.length > limit ? { next: cursorOf([last.at, last.id]) } : {};
  return { alerts: page.map(({ alert }) => alert), next };
}

async function resolve(
  id: string,
  { tenant, caller, deps }: Context,
): Promise<Outcome<z.infer<typeof resolvedSchema>>> {
  const by = { name: caller.name, via: caller.via };
  const outcome = await act({ tenant, by, action: { do: 'resolve', on: { alert: id } } }, deps.act);
  const refused = whyNotDone(outcome);
  if (refused !== undefined) return refused;
  return ok({ success: true as const, message: 'Alert resolved successfully' as const, alert_id: id });
}
