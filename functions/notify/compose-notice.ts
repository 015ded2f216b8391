import type { Notice, NoticeAlert } from '../channels/channel.ts';
import type { Config, RuleSettings } from '../config/schema.ts';
import { actionsFor, type LinkGround } from '../core/action-link.ts';
import type { Alert } from '../core/alert.ts';
import { localTimeText } from '../core/calendar.ts';
import { describe } from '../core/describe.ts';
import { describeGroup, type GroupMember } from '../core/describe-group.ts';
import type { Group, GroupLog, GroupOutbox, Members } from '../core/group.ts';
import { groupMatchers } from '../core/group-matchers.ts';
import { severityOrder } from '../core/severity.ts';
import { sharedLabels } from '../core/shared-labels.ts';
import { ruleWords } from './rule-words.ts';

export type ComposeDeps = {
  stage: string;
  tenants: Config['tenants'];
  rules: readonly RuleSettings[];
  dashboardUrl: string | undefined;
  runbookUrl: string | undefined;
  /** Product time. */
  now(): number;
};

/** What a notice is made of. `alerts`: those of the outbox entry, as they are now; some may be gone. */
export type NoticeParts = {
  group: Group;
  entry: GroupOutbox;
  alerts: readonly Alert[];
  log: GroupLog | undefined;
  /** Where links to act lead; absent: there are none. */
  links: LinkGround | undefined;
  /** `Ana Ruiz (primary)`: who is on call. */
  onCall: readonly string[];
};

type Composed = GroupMember & NoticeAlert;

/**
 * What is to be told: the outbox entry says of which alerts, why and of what kind, the alerts as they are now say what.
 * None if all of them are gone.
 */
export function composeNotice(parts: NoticeParts, deps: ComposeDeps): Notice | undefined {
  const { group, entry, alerts, log, links } = parts;
  const { seq, kind, reason, severity, members } = entry;
  if (kind === 'withdraw' || alerts.length === 0) return undefined;
  const { firing = [], resolved = [] } = Object.groupBy(composed(parts, deps), ({ is }) => is);
  const acknowledgedBy = acknowledgers(members);
  return {
    id: `${group.id}-${seq}`,
    kind,
    reason,
    tenant: group.tenant,
    group: group.id,
    severity,
    labels: sharedLabels(alerts.map(({ rule, labels }) => ({ ...labels, rule }))),
    since: Math.min(...alerts.map((alert) => alert.since ?? alert.tick)),
    firing,
    resolved,
    text: textOf(parts, { firing, resolved }, deps),
    dedupKey: `wirewatch/${deps.stage}/${group.tenant}/${group.id}`,
    actions: links && firing.length > 0 ? actionsOf(group, links, deps) : [],
    ...(log?.reference !== undefined && { reference: log.reference }),
    ...(acknowledgedBy !== undefined && { acknowledgedBy }),
  };
}

type Parted = { firing: readonly Composed[]; resolved: readonly Composed[] };

/** Of what has ended nobody asks who has it in hand. */
function textOf(parts: NoticeParts, { firing, resolved }: Parted, deps: ComposeDeps): Notice['text'] {
  const { group, entry } = parts;
  const timeZone = zoneOf(group, deps);
  const text = describeGroup(firing, resolved, { group: group.id, timeZone, now: deps.now(), more: entry.more });
  const people = [...acknowledgedText(entry.members, timeZone), ...onCallText(parts)];
  return people.length > 0 && entry.kind !== 'resolved' ? { ...text, people } : text;
}

/** A group that has nothing in common cannot be silenced as one. */
function actionsOf(group: Group, links: LinkGround, { stage }: ComposeDeps): Notice['actions'] {
  const all = actionsFor({ tenant: group.tenant, group: group.id, stage }, links);
  return groupMatchers(group).length > 0 ? all : all.filter(({ action }) => action === 'acknowledge');
}

/** Worst first; what the channel has not heard of yet before what it has. */
function composed(
  { group, entry, alerts, log }: NoticeParts,
  deps: ComposeDeps,
): (Composed & { is: 'firing' | 'resolved' })[] {
  const timeZone = zoneOf(group, deps);
  const rules = new Map(deps.rules.map((rule) => [rule.id, rule]));
  const all = alerts.flatMap((stored) => {
    const member = entry.members[stored.id];
    if (member === undefined) return [];
    const alert = {
      ...stored,
      severity: member.kind === 'firing' ? (stored.severity ?? member.severity) : member.severity,
    };
    const rule = ruleWords(rules.get(alert.rule), alert.rule, alert.severity, alert.evidence);
    const { dashboardUrl, runbookUrl } = deps;
    const text = describe(alert, rule, { kind: member.kind, timeZone, now: deps.now(), dashboardUrl, runbookUrl });
    const believed = log?.told[alert.id];
    const told = believed?.kind === 'firing' ? believed.severity : undefined;
    return [{ alert, rule, text, told, is: member.kind }];
  });
  return all.sort((a, b) => severityOrder(a.alert.severity) - severityOrder(b.alert.severity) || rank(a) - rank(b));
}

function rank({ told }: NoticeAlert): number {
  return told === undefined ? 0 : 1;
}

function zoneOf({ tenant }: Group, { tenants }: ComposeDeps): string {
  return tenants[tenant]?.timeZone ?? 'UTC';
}

/** Who has taken it on, if all that fires was. */
function acknowledgers(members: Members): string | undefined {
  const firing = Object.values(members).filter(({ kind }) => kind === 'firing');
  const names = new Set(firing.map(({ acknowledged }) => acknowledged?.by));
  return names.size > 0 && !names.has(undefined) ? [...names].join(', ') : undefined;
}

function acknowledgedText(members: Members, timeZone: string): string[] {
  const all = Object.values(members).flatMap(({ acknowledged }) => acknowledged ?? []);
  const first = all.sort((a, b) => a.at - b.at)[0];
  if (first === undefined) return [];
  const names = [...new Set(all.map(({ by }) => by))].join(', ');
  return [`acknowledged by ${names} at ${localTimeText(timeZone, first.at)}`];
}

function onCallText({ onCall }: NoticeParts): string[] {
  return onCall.length > 0 ? [`on call: ${onCall.join(', ')}`] : [];
}
