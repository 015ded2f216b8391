import { hearsAcknowledgements, keepsIncidents } from '../channels/index.ts';
import { type Overridden, withOverrides } from '../config/overrides.ts';
import type { RuleSettings } from '../config/schema.ts';
import { overdueResponses } from '../core/acknowledgement.ts';
import type { Alert } from '../core/alert.ts';
import { longestDigest } from '../core/digest.ts';
import type { Group } from '../core/group.ts';
import { inParallel } from '../core/in-parallel.ts';
import { metricNames } from '../core/metric-names.ts';
import { prepareQuiet } from '../core/muting.ts';
import { resolveRoutes } from '../core/routing.ts';
import { severities } from '../core/severity.ts';
import { day } from '../core/time.ts';
import { untoldAlerts } from '../core/untold.ts';
import { allRules } from '../rules/evaluation-rules.ts';
import { type Beliefs, gatherBeliefs } from './beliefs.ts';
import { decideDigests } from './decide-digests.ts';
import { decideGroups, type Known } from './decide-groups.ts';
import type { DispatchDeps, Said } from './dispatch-deps.ts';
import { escalateSubject } from './escalate-subject.ts';
import { type Subject, sourceLabels, subjectOf, type TickContext } from './subject.ts';

/** So many partitions are read, and items written, at once. */
const atOnce = 16;

/** One tick of one tenant. `before`: the tick that was dispatched before it. */
export type TenantTick = { tenant: string; zone: string; tick: number; before: number };

/** How many groups changed, and how many alerts fire that nobody has heard of though they should have. */
export type DispatchResult = { changed: number; untold: number };

/**
 * Decides who is told what at a tick, after all rules were judged (SEMANTICS 4.3–4.9): takes due steps of escalations,
 * places alerts in groups, and writes into each group the notice that its channel is due. Safe to repeat: what was
 * decided already is on its way. @throws if a table fails
 */
export async function dispatchTenant(at: TenantTick, deps: DispatchDeps): Promise<DispatchResult> {
  const { tenant, tick } = at;
  const [said, groups] = await Promise.all([deps.said(tenant), deps.groups(tenant)]);
  const logs = new Map(said.logs.map((log) => [log.group, log]));
  const beliefs = gatherBeliefs(groups, logs);
  const overridden = withOverrides(deps.config, said.overrides, tick);
  const { alerts, unread } = await relevantAlerts(at, allRules(overridden.config.rules), beliefs, deps);
  // Whoever has done all of this tick may have judged the next: these alerts are of that one then.
  if (await deps.isOver(tick)) return { changed: 0, untold: 0 };
  const context = tickContext(at, said, alerts, overridden);
  const subjects = await inParallel(alerts, atOnce, (alert) =>
    escalateSubject(subjectOf(alert, context), context, deps),
  );
  const byId = new Map(groups.map((group) => [group.id, group]));
  const known: Known = { groups: byId, logs, beliefs, before: at.before, unread };
  const changed = [...decideGroups(subjects, known, context), ...decideDigests(subjects, known, context)];
  const saved = await inParallel(changed, atOnce, (group) => deps.saveGroup(group, keepUntil(group, tick)));
  const untold = untoldIn(subjects, said, context);
  report(subjects, untold, context, deps);
  return { changed: saved.filter(Boolean).length, untold: untold.length };
}

/** Those that fire, those that channels may have to hear the end of, and those that a digest may tell of. */
async function relevantAlerts(
  { tenant, tick }: TenantTick,
  rules: readonly RuleSettings[],
  beliefs: Beliefs,
  deps: DispatchDeps,
) {
  const enabled = rules.filter((rule) => rule.enabled).map(({ id }) => id);
  const ids = [...new Set([...enabled, ...beliefs.rules])];
  const read = await inParallel(ids, atOnce, (rule) => deps.alertsOfRule(tenant, rule));
  const unread = new Set(ids.filter((_, index) => read[index] === undefined));
  const isRecent = ({ resolvedAt }: Alert) => resolvedAt !== undefined && tick - resolvedAt <= longestDigest;
  const alerts = read
    .flatMap((some) => some ?? [])
    .filter((alert) => alert.state === 'firing' || isRecent(alert) || beliefs.channels(alert.id).length > 0);
  return { alerts, unread };
}

/** @param alerts those that fire count, as what may inhibit others @param overridden what is deployed, with the overrides of the tick */
export function tickContext(
  { tenant, zone, tick }: Omit<TenantTick, 'before'>,
  said: Said,
  alerts: readonly Alert[],
  { config, refused }: Overridden,
): TickContext {
  const rules = new Map(allRules(config.rules).map((rule) => [rule.id, rule]));
  const sources = alerts.flatMap((alert) =>
    alert.state === 'firing' ? { id: alert.id, labels: sourceLabels(alert, rules.get(alert.rule)) } : [],
  );
  return {
    tenant,
    tick,
    zone,
    config,
    refused,
    rules,
    routes: resolveRoutes(config.routes),
    intervals: config.intervals,
    quiet: prepareQuiet({ ...config, silences: said.silences, sources, zone, now: tick }),
    handlings: new Map(said.handlings.map((handling) => [handling.alert, handling])),
    hearsAcknowledgements: (channel) => hearsAcknowledgements(config.channels[channel]),
    keepsIncidents: (channel) => keepsIncidents(config.channels[channel]),
  };
}

/** Items of groups that are over stay while a cooldown may count from what they told. */
function keepUntil({ startedAt, outbox, tick }: Group, now: number): number | undefined {
  return startedAt === undefined || outbox?.kind === 'digest' ? Math.max(tick, now) + 30 * day : undefined;
}

export type Untold = Pick<Subject, 'alert'>;

/** Those of the subjects that somebody should have heard of by now, and nobody has. */
export function untoldIn(subjects: readonly Subject[], { logs }: Said, { rules, tick }: TickContext): Untold[] {
  const tellable = subjects.map(({ alert, ways, mutes, acknowledged }) => ({
    alert,
    channels: [...ways].flatMap(([channel, { active }]) => (active ? [channel] : [])),
    isQuiet: mutes.length > 0 || acknowledged !== undefined,
    // What comes to a group that was told of already waits for its next notice.
    wait: Math.min(...[...ways.values()].map(({ wait, interval }) => Math.max(wait, interval))),
    cooldown: rules.get(alert.rule)?.cooldown ?? 0,
  }));
  return untoldAlerts(tellable, logs, tick);
}

function report(subjects: readonly Subject[], untold: readonly Untold[], context: TickContext, deps: DispatchDeps) {
  const { tenant, refused } = context;
  const firing = subjects.filter(({ alert }) => alert.state === 'firing');
  deps.metric(metricNames.alertsUntold, untold.length);
  const muted = firing.flatMap(({ mutes }) => [...new Set(mutes.map(({ because }) => because))]);
  for (const [reason, alerts] of Map.groupBy(muted, (because) => because)) {
    deps.metric(metricNames.noticesMuted, alerts.length, { reason });
  }
  deps.metric(metricNames.responsesOverdue, overdueIn(firing, context));
  if (refused.length > 0) deps.metric(metricNames.overridesRefused, refused.length);
  for (const one of refused) deps.log.warn('override not heeded', { tenant, ...one });
  if (untold.length === 0) return;
  const first = untold.slice(0, mostNamed).map(({ alert: { rule, id } }) => `${rule} ${id}`);
  deps.log.error('alerts that nobody has heard of', { tenant, alerts: untold.length, first: first.join(', ') });
}

const mostNamed = 20;

/** How many alerts should have been in somebody's hand by now. */
function overdueIn(firing: readonly Subject[], { handlings, config, tick }: TickContext): number {
  const heard = firing.filter(({ mutes }) => mutes.length === 0).map(({ alert }) => alert);
  const overdue = overdueResponses(heard, handlings, config.acknowledge, tick);
  return severities.reduce((sum, severity) => sum + (overdue[severity] ?? 0), 0);
}
