import type { Alert } from '../core/alert.ts';
import type { ActDeps } from './act-deps.ts';
import type { Refused } from './act-outcome.ts';
import type { AlertAction } from './act-request.ts';
import { isFiring, tenantAlerts } from './tenant-alerts.ts';

const mostNamed = 10;

/** Where an alert lies: it may be forgotten while what people said of it is not. */
export type AlertPlace = Pick<Alert, 'rule' | 'id'>;
type Found = { kind: 'found'; alerts: readonly AlertPlace[] } | { kind: 'unchanged'; why: string } | Refused;

/** The alerts that an action is about: those of the target that fire now. A comment and a snooze are also of others. */
export async function findTargets(tenant: string, { on, do: action }: AlertAction, deps: ActDeps): Promise<Found> {
  return 'group' in on ? ofGroup(tenant, on.group, action, deps) : byId(tenant, on.alert, action, deps);
}

async function ofGroup(tenant: string, id: string, action: AlertAction['do'], deps: ActDeps): Promise<Found> {
  const members = await membersOf(tenant, id, deps);
  const alerts = action === 'wake' ? members : await firingOf(tenant, members, deps);
  if (alerts.length > 0) return { kind: 'found', alerts };
  if (action === 'comment' && members.length > 0) return { kind: 'found', alerts: members };
  return { kind: 'unchanged', why: 'none of its alerts fires any more' };
}

/** What fires now of what a group was decided on or its channel was told of. */
export async function firingInGroup(tenant: string, id: string, deps: ActDeps): Promise<Alert[]> {
  return firingOf(tenant, await membersOf(tenant, id, deps), deps);
}

/** @property isTold the group says that it fires; what has ended there may be another group's now */
type Member = AlertPlace & { isTold: boolean };

async function membersOf(tenant: string, id: string, deps: ActDeps): Promise<Member[]> {
  const [group, log] = await Promise.all([deps.group(tenant, id), deps.groupLog(tenant, id)]);
  const members = { ...log?.told, ...group?.outbox?.members };
  return Object.entries(members).map(([alert, { rule, kind }]) => ({ rule, id: alert, isTold: kind === 'firing' }));
}

async function firingOf(tenant: string, members: readonly Member[], deps: ActDeps): Promise<Alert[]> {
  const told = members.filter(({ isTold }) => isTold);
  return (await deps.alerts(tenant, told)).filter(isFiring);
}

/**
 * What fires comes first, then what is quiet if that can be meant, then groups: the shortest beginning has most meanings.
 * Of what is quiet and nothing else it is said that it does not fire.
 */
async function byId(tenant: string, start: string, action: AlertAction['do'], deps: ActDeps): Promise<Found> {
  const all = await tenantAlerts(tenant, deps);
  const isMeant = ({ id }: { id: string }) => begins(start, id);
  const alerts = all.filter(isFiring).filter(isMeant);
  const quiet = alerts.length === 0 && isOfQuiet(action) ? (await quietAlerts(tenant, all, deps)).filter(isMeant) : [];
  const meant = [...alerts, ...quiet];
  if (meant.length === 1) return { kind: 'found', alerts: meant };
  if (meant.length > 1) return several(start, meant);
  const [group, ...others] = (await deps.groups(tenant)).filter(isMeant);
  if (group !== undefined && others.length === 0) return ofGroup(tenant, group.id, action, deps);
  if (group !== undefined) {
    const why = `"${start}" begins the ids of several groups: write more of it`;
    return { kind: 'refused', because: 'ambiguous', why };
  }
  const ended = all.filter(isMeant);
  return ended.length === 1 ? { kind: 'found', alerts: ended } : unknown(start, all);
}

/** The alert whose id begins so, in whatever state; one that fires comes first. */
export async function findAlert(tenant: string, start: string, deps: ActDeps): Promise<Alert | Refused> {
  const all = await tenantAlerts(tenant, deps);
  const meant = all.filter(({ id }) => begins(start, id));
  const firing = meant.filter(isFiring);
  const [only, ...others] = firing.length > 0 ? firing : meant;
  if (only === undefined) return unknown(start, all);
  return others.length > 0 ? several(start, [only, ...others]) : only;
}

function begins(start: string, id: string): boolean {
  return start !== '' && id.startsWith(start.toLowerCase());
}

function several(start: string, meant: readonly AlertPlace[]): Refused {
  const why = `"${start}" begins the ids of several alerts: ${namesOf(meant)}`;
  return { kind: 'refused', because: 'ambiguous', why };
}

function unknown(start: string, all: readonly Alert[]): Refused {
  const firing = all.filter(isFiring);
  const known = firing.length === 0 ? 'none fires now' : `those that fire: ${namesOf(firing)}`;
  const why = `no alert that fires, and no group, has an id that begins with "${start}"; ${known}`;
  return { kind: 'refused', because: 'unknown', why };
}

/** A snooze outlives the episode, and what is to be said of an alert is often known when it is over. */
function isOfQuiet(action: AlertAction['do']): boolean {
  return action === 'wake' || action === 'comment';
}

async function quietAlerts(tenant: string, all: readonly Alert[], deps: ActDeps): Promise<AlertPlace[]> {
  const handlings = await deps.handlings(tenant);
  const places = [...all, ...handlings.map(({ rule, alert }) => ({ rule, id: alert }))];
  return [...new Map(places.map((place) => [place.id, place])).values()];
}

function namesOf(alerts: readonly AlertPlace[]): string {
  const named = alerts.slice(0, mostNamed).map((alert) => `${alert.id} (${alert.rule})`);
  const rest = alerts.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
