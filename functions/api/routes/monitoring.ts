import * as z from 'zod';
import { act } from '../../act/act.ts';
import { isFiring } from '../../act/tenant-alerts.ts';
import { longestComment } from '../../core/handle.ts';
import { severityOrder } from '../../core/severity.ts';
import { day } from '../../core/time.ts';
import { parseTime } from '../../core/time-text.ts';
import { whyNotDone } from '../acted.ts';
import { alertRowSchema, alertRows, alertsOf, triggeredAt } from '../alerts/alert-row.ts';
import { statusSchema } from '../answers/about.ts';
import { iso, timeSchema } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { readStatus, type Status } from '../health/status.ts';
import { problem } from '../problem.ts';

const tag = 'In other shapes';
const none = z.strictObject({});
/** As long as any action may last. */
const longest = 3653 * day;

const monitoringSchema = z
  .object({
    status: z.enum(['running', 'degraded']),
    timestamp: timeSchema,
    last_evaluation: timeSchema.nullable(),
    evaluation_behind_ms: z.number().nullable(),
    rules_loaded: z.number(),
    count_lag_ms: z.number(),
    notifier_queue: z.object({ waiting: z.number(), dead_letters: z.number() }).nullable().meta({
      description: 'Notices that are to be sent again, and those that were given up; null: it cannot be asked',
    }),
    active_alerts: z.number(),
    problems: z.array(z.string()).meta({ description: 'What is wrong and what to do, in sentences' }),
  })
  .meta({ id: 'MonitoringStatus' });

const activeSchema = z
  .object({ success: z.literal(true), count: z.number(), alerts: z.array(alertRowSchema) })
  .meta({ id: 'ActiveAlerts' });

const acknowledgedSchema = z
  .object({ success: z.literal(true), message: z.string(), alert_id: z.string(), acknowledged_by: z.string() })
  .meta({ id: 'Acknowledged' });

const acknowledgeSchema = z.strictObject({
  comment: z.string().max(longestComment).optional(),
  until: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'ISO 8601, or a time of the tenant’s zone; default: as configured' }),
});

export const monitoringEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/status',
      scope: 'read',
      tag: 'Health',
      summary: 'Whether webhooks come in, are counted and judged, and people told',
      query: none,
      answer: statusSchema,
    },
    async (_, context) => ok(await readStatus(context)),
  ),
  endpoint(
    {
      method: 'GET',
      path: '/monitoring/status',
      scope: 'read',
      tag,
      summary: 'Whether rules are judged and people told',
      query: none,
      answer: monitoringSchema,
    },
    async (_, context) => ok(monitoringOf(await readStatus(context))),
  ),
  endpoint(
    {
      method: 'GET',
      path: '/monitoring/alerts',
      scope: 'read',
      tag,
      summary: 'The alerts that fire, the worst first',
      query: none,
      answer: activeSchema,
    },
    async (_, context) => ok(await activeAlerts(context)),
  ),
  endpoint(
    {
      method: 'POST',
      path: '/monitoring/alerts/{id}/acknowledge',
      scope: 'operate',
      tag,
      summary: 'Take an alert on: no reminders and no further escalation',
      params: z.object({
        id: z.string().min(1).max(64).meta({ description: 'The beginning of an id is enough, if only one begins so' }),
      }),
      query: none,
      body: acknowledgeSchema,
      answer: acknowledgedSchema,
    },
    async ({ params, body }, context) => acknowledge(params.id, body, context),
  ),
];

function monitoringOf(status: Status): z.infer<typeof monitoringSchema> {
  const { evaluation, queues } = status;
  const retry = queues?.filter(({ step }) => step === 'retry' || step === 'notify') ?? [];
  const sum = (of: (one: (typeof retry)[number]) => number) => retry.reduce((all, one) => all + of(one), 0);
  return {
    status: status.healthy ? 'running' : 'degraded',
    timestamp: status.now,
    last_evaluation: evaluation.lastTick ?? null,
    evaluation_behind_ms: evaluation.behindMs ?? null,
    rules_loaded: evaluation.rules,
    count_lag_ms: status.countLagMs,
    notifier_queue:
      queues === undefined ? null : { waiting: sum((one) => one.waiting), dead_letters: sum((one) => one.deadLetters) },
    active_alerts: status.alerts.firing,
    problems: status.problems,
  };
}

async function activeAlerts(context: Context): Promise<z.infer<typeof activeSchema>> {
  const firing = (await alertsOf(context.tenant, context.deps)).filter(isFiring);
  firing.sort((a, b) => severityOrder(a.severity) - severityOrder(b.severity) || triggeredAt(b) - triggeredAt(a));
  return { success: true, count: firing.length, alerts: await alertRows(firing, context) };
}

async function acknowledge(
  id: string,
  { comment, until }: z.infer<typeof acknowledgeSchema>,
  { tenant, zone, caller, deps }: Context,
): Promise<Outcome<z.infer<typeof acknowledgedSchema>>> {
  const end = until === undefined ? undefined : parseTime(until, zone);
  if (until !== undefined && (end === undefined || end <= deps.now() || end > deps.now() + longest))
    return problem(400, `until: write a time within the next ten years, such as ${iso(deps.now() + 3_600_000)}`);
  const by = { name: caller.name, via: caller.via };
  const on = { alert: id };
  const lasts = end === undefined ? {} : { for: end - deps.now() };
  const refused = whyNotDone(await act({ tenant, by, action: { do: 'acknowledge', on, ...lasts } }, deps.act));
  if (refused !== undefined) return refused;
  if (comment !== undefined && comment.trim() !== '')
    await act({ tenant, by, action: { do: 'comment', on, text: comment } }, deps.act);
  return ok({ success: true as const, message: 'Alert acknowledged', alert_id: id, acknowledged_by: by.name });
}
