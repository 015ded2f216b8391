import * as z from 'zod';
import { isFiring, tenantAlerts } from '../../act/tenant-alerts.ts';
import type { Alert } from '../../core/alert.ts';
import type { AlertText } from '../../core/alert-text.ts';
import { type Handling, presentHandling } from '../../core/handling.ts';
import { severities } from '../../core/severity.ts';
import type { ApiDeps } from '../api-deps.ts';
import { iso, timeSchema } from '../common.ts';
import type { Context } from '../endpoint.ts';
import { readRules } from '../rules/rule-book.ts';
import { alertWords } from './alert-words.ts';

/** An alert as the documents' own paths list it. */
export const alertRowSchema = z
  .object({
    alert_id: z.string(),
    alert_type: z.string().meta({ description: 'The rule' }),
    severity: z.enum(severities).nullable().meta({ description: 'Of what is over: the worst it was' }),
    message: z.string(),
    labels: z.record(z.string(), z.string()),
    metric_value: z.number().nullable(),
    triggered_at: timeSchema,
    resolved: z.boolean(),
    resolved_at: timeSchema.nullable(),
    acknowledged_by: z.string().nullable(),
    acknowledged_until: timeSchema.nullable(),
  })
  .meta({ id: 'AlertRow' });
export type AlertRow = z.infer<typeof alertRowSchema>;

/** All alerts of a tenant, of whatever state. */
export function alertsOf(tenant: string, { config, act }: Pick<ApiDeps, 'config' | 'act'>): Promise<Alert[]> {
  return tenantAlerts(tenant, { config, alertsOfRule: act.alertsOfRule });
}

/** Alerts as rows, in the words of their rules as they are judged now: two queries. */
export async function alertRows(
  alerts: readonly Alert[],
  { tenant, zone, deps }: Pick<Context, 'tenant' | 'zone' | 'deps'>,
): Promise<AlertRow[]> {
  const [book, handlings] = await Promise.all([readRules({ tenant, deps }), deps.act.handlings(tenant)]);
  const rules = new Map(book.rules.map((rule) => [rule.id, rule]));
  const handled = new Map(handlings.map((handling) => [handling.alert, handling]));
  const ground = { timeZone: zone, now: deps.now(), rules };
  return alerts.map((alert) => rowOf(alert, handled.get(alert.id), alertWords(alert, ground)));
}

function rowOf(alert: Alert, handling: Handling | undefined, { title, comparison }: AlertText): AlertRow {
  const { id, rule, labels, evidence, resolvedAt } = alert;
  const resolved = !isFiring(alert);
  const acknowledged = resolved ? undefined : presentHandling(handling, alert)?.acknowledged;
  return {
    alert_id: id,
    alert_type: rule,
    severity: alert.severity ?? alert.peak ?? null,
    message: comparison === undefined ? title : `${title} (${comparison})`,
    labels,
    metric_value: evidence.value ?? null,
    triggered_at: iso(triggeredAt(alert)),
    resolved,
    resolved_at: resolved && resolvedAt !== undefined ? iso(resolvedAt) : null,
    acknowledged_by: acknowledged?.by.name ?? null,
    acknowledged_until: acknowledged?.until === undefined ? null : iso(acknowledged.until),
  };
}

/** When it fired, of an alert that ever did. */
export function triggeredAt({ firedAt, since, tick }: Alert): number {
  return firedAt ?? since ?? tick;
}
