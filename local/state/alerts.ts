import { type Notification, notificationsOf } from '../../functions/api/alerts/alert-channels.ts';
import { type Handled, handledOf, unhandled } from '../../functions/api/alerts/alert-handled.ts';
import { fromAlertItem } from '../../functions/aws/alert-item.ts';
import { dispatchPartition } from '../../functions/aws/dispatch-items.ts';
import { saidOf } from '../../functions/aws/dispatch-table.ts';
import { isGroupKey } from '../../functions/aws/groups-table.ts';
import { withOverrides } from '../../functions/config/overrides.ts';
import type { Config } from '../../functions/config/schema.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { AlertText } from '../../functions/core/alert-text.ts';
import { type Group, groupSchema } from '../../functions/core/group.ts';
import { tickContext } from '../../functions/dispatch/dispatch.ts';
import type { Said } from '../../functions/dispatch/dispatch-deps.ts';
import { subjectOf } from '../../functions/dispatch/subject.ts';
import type { Call } from '../store/engine.ts';
import { tableNames } from '../store/tables.ts';
import { readItems, readPartition } from './read-items.ts';

/** An alert in words, whom it was told to, and what is done about it. */
export type ShownAlert = Alert & { text: AlertText; notifications: Notification[]; handled: Handled };

export type AlertsDeps = { call: Call; config: Config; now(): number; text(alert: Alert): AlertText };

/** The newest first. */
export async function alertsOf(deps: AlertsDeps): Promise<ShownAlert[]> {
  const items = await readItems(deps.call, 'Scan', { TableName: tableNames.alerts, ConsistentRead: true });
  const { groups = [], alerts = [] } = Object.groupBy(items, ({ pk }) => (isGroupKey(pk) ? 'groups' : 'alerts'));
  const outboxes = groups.map((item) => groupSchema.parse(item));
  const byTenant = Map.groupBy(alerts.map(fromAlertItem), ({ tenant }) => tenant);
  const shown = await Promise.all([...byTenant].map(([, own]) => shownAlerts(own, outboxes, deps)));
  return shown.flat().toSorted((a, b) => (b.firedAt ?? 0) - (a.firedAt ?? 0));
}

/** @param alerts of one tenant */
async function shownAlerts(
  alerts: readonly Alert[],
  outboxes: readonly Group[],
  deps: AlertsDeps,
): Promise<ShownAlert[]> {
  const tenant = alerts[0]?.tenant ?? '';
  const said = saidOf(await readPartition(deps.call, tableNames.state, dispatchPartition(tenant)), () => undefined);
  const handled = handledIn(tenant, alerts, said, deps);
  return alerts.map((alert) => ({
    ...alert,
    text: deps.text(alert),
    notifications: notificationsOf(alert, outboxes, said.logs),
    handled: alert.state === 'firing' ? handled(alert) : unhandled,
  }));
}

/** As a tick of now would see it. */
function handledIn(tenant: string, alerts: readonly Alert[], said: Said, deps: AlertsDeps) {
  const zone = deps.config.tenants[tenant]?.timeZone ?? 'UTC';
  const at = { tenant, zone, tick: deps.now() };
  const ground = tickContext(at, said, alerts, withOverrides(deps.config, said.overrides, deps.now()));
  const title = (id: string) => {
    const found = alerts.find((alert) => alert.id === id);
    return found === undefined ? id : deps.text(found).title;
  };
  return (alert: Alert) => handledOf(subjectOf(alert, ground), { silences: said.silences, title });
}
