import type { Alert } from '../core/alert.ts';
import type { ActDeps } from './act-deps.ts';
import type { Target } from './act-request.ts';

const mostNamed = 10;

export type Found = { kind: 'found'; alerts: Alert[] } | { kind: 'none'; why: string };

/** The alerts that an action is about: those of the target that fire now. */
export async function findTargets(tenant: string, on: Target, deps: ActDeps): Promise<Found> {
  return 'group' in on ? ofGroup(tenant, on.group, deps) : byId(tenant, on.alert, deps);
}

async function ofGroup(tenant: string, id: string, deps: ActDeps): Promise<Found> {
  const alerts = await firingInGroup(tenant, id, deps);
  return alerts.length > 0 ? { kind: 'found', alerts } : { kind: 'none', why: 'none of its alerts fires any more' };
}

/** What fires now of what a group was decided on or its channel was told of. */
export async function firingInGroup(tenant: string, id: string, deps: ActDeps): Promise<Alert[]> {
  const [group, log] = await Promise.all([deps.group(tenant, id), deps.groupLog(tenant, id)]);
  const members = { ...log?.told, ...group?.outbox?.members };
  const alerts = await deps.alerts(
    tenant,
    Object.entries(members).map(([alert, { rule }]) => ({ rule, id: alert })),
  );
  return alerts.filter(({ state }) => state === 'firing');
}

async function byId(tenant: string, start: string, deps: ActDeps): Promise<Found> {
  const firing = (await deps.firingAlerts()).filter((alert) => alert.tenant === tenant);
  const wanted = start.toLowerCase();
  const alerts = firing.filter(({ id }) => wanted !== '' && id.startsWith(wanted));
  if (alerts.length === 1) return { kind: 'found', alerts };
  if (alerts.length > 1)
    return { kind: 'none', why: `"${start}" begins the ids of several alerts: ${namesOf(alerts)}` };
  const known = firing.length === 0 ? 'none fires now' : `those that fire: ${namesOf(firing)}`;
  return { kind: 'none', why: `no alert that fires has an id that begins with "${start}"; ${known}` };
}

function namesOf(alerts: readonly Alert[]): string {
  const named = alerts.slice(0, mostNamed).map((alert) => `${alert.id} (${alert.rule})`);
  const rest = alerts.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
