import { type Alert, alertSchema } from '../core/alert.ts';
import { second } from '../core/time.ts';

export function alertPartition(tenant: string, rule: string): string {
  return `${tenant}#${rule}`;
}

/** An alert as an item of the alerts table. @param keepUntil epoch milliseconds after which the item may go */
export function toAlertItem(alert: Alert, keepUntil?: number): Record<string, unknown> {
  const key = { pk: alertPartition(alert.tenant, alert.rule), sk: alert.id };
  return { ...alert, ...key, ...(keepUntil !== undefined && { expiresAt: Math.ceil(keepUntil / second) }) };
}

/** @throws ZodError for an item that is no alert */
export function fromAlertItem(item: unknown): Alert {
  return alertSchema.parse(item);
}
