import * as z from 'zod';
import { isFiring } from '../../act/tenant-alerts.ts';
import { type Measures, measure } from '../../core/counter.ts';
import { counterText } from '../../core/own-ids.ts';
import { ratio } from '../../query/derived.ts';
import { people } from '../../query/people.ts';
import { alertsOf } from '../alerts/alert-row.ts';
import { limitQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { dollarsOf, percentOf } from '../percent.ts';
import { type Problem, problem } from '../problem.ts';
import { readRules } from '../rules/rule-book.ts';
import { dateQuery, dateRangeSchema, datesSpan } from '../sms/date-range.ts';
import { countedRow, dateOf, dayRowSchema, fullRow, fullRowSchema } from '../sms/day-rows.ts';
import { daysOf, lastDays, sumOfDays } from '../sms/days.ts';
import { wellOf, wellSchema } from '../sms/well.ts';
import { smsAlertEndpoints } from './sms-alerts.ts';

const facts = { method: 'GET', scope: 'read', tag: 'In other shapes' } as const;
const success = z.literal(true);
const week = 7;

const dailySchema = z
  .object({ success, data: z.array(dayRowSchema), date_range: dateRangeSchema })
  .meta({ id: 'DailyMetrics' });

const userSchema = z
  .object({
    success,
    user_id: z.string(),
    metrics: z.array(fullRowSchema),
    summary: z.object({
      total_scheduled: z.number(),
      total_sent: z.number(),
      total_delivered: z.number(),
      total_failed: z.number(),
      delivery_rate_percent: z.number().nullable(),
      total_llm_cost_usd: z.string(),
      days: z.number(),
    }),
  })
  .meta({ id: 'UserMetrics' });

const todaySchema = z.object({ success, data: fullRowSchema, health: wellSchema }).meta({ id: 'TodayMetrics' });

const summarySchema = z
  .object({
    success,
    today: fullRowSchema,
    week: z.object({
      totals: z.object({ scheduled: z.number(), sent: z.number(), delivered: z.number() }),
      delivery_rate_percent: z.number().nullable(),
      avg_daily_cost_usd: z.string().meta({ description: 'Messages and texts by the model; a seventh of the week' }),
    }),
    alerts: z.object({ unresolved_count: z.number(), has_critical: z.boolean() }),
    health: z.object({ overall_healthy: z.boolean(), status: z.enum(['healthy', 'degraded', 'critical']) }),
  })
  .meta({ id: 'SummaryMetrics' });

export const smsMetricsEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...facts,
      path: '/api/sms/metrics/daily',
      summary: 'Each day of a range of dates',
      query: z.strictObject({ start_date: dateQuery, end_date: dateQuery.optional() }),
      answer: dailySchema,
    },
    async ({ query }, context) => daily(query, context),
  ),
  endpoint(
    {
      ...facts,
      path: '/api/sms/metrics/user',
      scope: 'own',
      summary: 'The last days of one user',
      description: 'A token of one user sees that user and no other.',
      query: z.strictObject({
        user_id: z.string().min(1).max(200).optional().meta({ description: 'Default: the caller’s own' }),
        days: limitQuery(365, 30).meta({ description: 'How many, today among them' }),
      }),
      answer: userSchema,
    },
    async ({ query }, context) => ofUser(query, context),
  ),
  endpoint(
    {
      ...facts,
      path: '/api/sms/metrics/today',
      summary: 'Today so far, and whether it looks well',
      query: z.strictObject({}),
      answer: todaySchema,
    },
    async (_, context) => ok(await today(context)),
  ),
  endpoint(
    {
      ...facts,
      path: '/api/sms/metrics/summary',
      summary: 'Today, the last seven days, and what fires',
      query: z.strictObject({}),
      answer: summarySchema,
    },
    async (_, context) => ok(await summary(context)),
  ),
  ...smsAlertEndpoints,
];

type Daily = z.infer<typeof dailySchema>;

async function daily(
  { start_date, end_date }: { start_date: string; end_date?: string | undefined },
  context: Context,
): Promise<Outcome<Daily>> {
  const { tenant, zone, deps } = context;
  const found = datesSpan(start_date, end_date, zone, deps.now());
  if ('kind' in found) return found;
  const { span, range } = found;
  const [days, active] = await Promise.all([daysOf(span, context), people({ tenant, ...span }, deps.history)]);
  const users = new Map(active.days.map((one) => [dateOf(zone, one.from), Math.round(one.users.count)]));
  const data = days.map(({ date, measures }) => ({
    ...countedRow(date, measures),
    active_users: users.get(date) ?? 0,
  }));
  return ok({ success: true as const, data, date_range: range });
}

async function ofUser(
  { user_id, days: length }: { user_id?: string | undefined; days: number },
  context: Context,
): Promise<Outcome<z.infer<typeof userSchema>>> {
  const user = userOf(user_id, context);
  if (typeof user !== 'string') return user;
  const days = await daysOf(lastDays(length, context), context, counterText(user));
  const sum = sumOfDays(days);
  const { sent_count, scheduled_count, delivered_count, failed_count, delivery_rate_percent } = countedRow('', sum);
  const summary = {
    total_scheduled: scheduled_count,
    total_sent: sent_count,
    total_delivered: delivered_count,
    total_failed: failed_count,
    delivery_rate_percent,
    total_llm_cost_usd: dollarsOf(measure(sum, 'o.app.generationCostMicros')),
    days: length,
  };
  const metrics = days.map(({ date, measures }) => fullRow(date, measures));
  return ok({ success: true as const, user_id: user, metrics, summary });
}

/** Whom the caller may see of whom it asks for. */
function userOf(asked: string | undefined, { caller }: Pick<Context, 'caller'>): string | Problem {
  const own = caller.user;
  if (asked === undefined) return own ?? problem(400, 'user_id: say which user; this token is nobody’s own');
  if (own !== undefined && asked !== own) return problem(403, 'user_id: this token may see its own user only');
  return asked;
}

async function today(context: Context): Promise<z.infer<typeof todaySchema>> {
  const { tenant, zone, deps } = context;
  const [days, alerts, { rules }] = await Promise.all([
    daysOf(lastDays(1, context), context),
    alertsOf(tenant, deps),
    readRules(context),
  ]);
  const measures = sumOfDays(days);
  const health = wellOf(measures, alerts, rules);
  return { success: true, data: fullRow(dateOf(zone, deps.now()), measures), health };
}

async function summary(context: Context): Promise<z.infer<typeof summarySchema>> {
  const { tenant, zone, deps } = context;
  const [days, alerts, { rules }] = await Promise.all([
    daysOf(lastDays(week, context), context),
    alertsOf(tenant, deps),
    readRules(context),
  ]);
  const date = dateOf(zone, deps.now());
  const ofToday = sumOfDays(days.filter((one) => one.date === date));
  const unresolved = alerts.filter(isFiring);
  const hasCritical = unresolved.some(({ severity }) => severity === 'critical');
  const { overall_healthy } = wellOf(ofToday, alerts, rules);
  const well = overall_healthy ? 'healthy' : 'degraded';
  return {
    success: true,
    today: fullRow(date, ofToday),
    week: weekOf(sumOfDays(days)),
    alerts: { unresolved_count: unresolved.length, has_critical: hasCritical },
    health: { overall_healthy, status: hasCritical ? 'critical' : well },
  };
}

function weekOf(sum: Measures): z.infer<typeof summarySchema>['week'] {
  const { scheduled_count, sent_count, delivered_count } = countedRow('', sum);
  const cost = measure(sum, 'o.costMicros') + measure(sum, 'o.app.generationCostMicros');
  return {
    totals: { scheduled: scheduled_count, sent: sent_count, delivered: delivered_count },
    delivery_rate_percent: percentOf(ratio(sum, 'deliveryRate')),
    avg_daily_cost_usd: dollarsOf(cost / week),
  };
}
