import { createHash } from 'node:crypto';

/** Who an alert is: a hash of tenant, rule and labels, whatever their order; the severity is no part of it. 12 hex digits. */
export function alertId(tenant: string, rule: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([tenant, rule, pairs]))
    .digest('hex')
    .slice(0, 12);
}

/** As much of its id as messages show; people name an alert by it. */
export function shortId({ id }: { id: string }): string {
  return id.slice(0, 6);
}
