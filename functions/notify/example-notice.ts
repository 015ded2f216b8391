import type { Notice } from '../channels/channel.ts';
import type { RuleSettings } from '../config/schema.ts';
import type { Alert, NoticeReason } from '../core/alert.ts';
import { alertId } from '../core/alert-id.ts';
import { type Group, type GroupLog, type GroupOutbox, groupId, type Members } from '../core/group.ts';
import { type Severity, severities } from '../core/severity.ts';
import { day, hour, minute } from '../core/time.ts';
import { type ComposeDeps, composeNotice } from './compose-notice.ts';
import { exampleEvidence } from './example-evidence.ts';
import { exampleLabels } from './example-labels.ts';

export const exampleKinds = ['firing', 'resolved', 'reminder', 'acknowledged', 'digest'] as const;
export type ExampleKind = (typeof exampleKinds)[number];

export type Example = {
  tenant: string;
  channel: string;
  rule: RuleSettings;
  kind: ExampleKind;
  /** Absent: the worst of the rule. */
  severity?: Severity | undefined;
  /** How many alerts are told of at once. */
  alerts: number;
};

const said: Record<ExampleKind, { kind: Notice['kind']; reason: NoticeReason; begun: number }> = {
  firing: { kind: 'firing', reason: 'first', begun: 12 * minute },
  resolved: { kind: 'resolved', reason: 'resolved', begun: 42 * minute },
  reminder: { kind: 'firing', reason: 'repeat', begun: 4 * hour },
  acknowledged: { kind: 'acknowledged', reason: 'acknowledged', begun: 20 * minute },
  digest: { kind: 'digest', reason: 'digest', begun: 5 * hour },
};

/** Links that lead nowhere: what is shown is not to change anything. */
const noLinks = { base: 'https://links.example', key: 'nobody has this key' };

/** What a channel would be told of a rule's alerts: made up, and composed as what is sent. @throws Error for what the rule cannot say */
export function exampleNotice(example: Example, deps: ComposeDeps): Notice {
  const alerts = alertsOf(example, deps.now());
  const entry = entryOf(example, alerts, deps.now());
  const group = groupOf(example, entry);
  const links = { ...noLinks, expires: deps.now() + day };
  const notice = composeNotice({ group, entry, alerts, log: logOf(example, group, alerts), links, onCall: [] }, deps);
  if (notice === undefined) throw new Error('an example has alerts to tell of');
  return notice;
}

function alertsOf({ rule, tenant, kind, severity, alerts }: Example, now: number): Alert[] {
  const levels = severities.filter((one) => Object.keys(rule.when).includes(one));
  const told = severity ?? levels[0] ?? 'info';
  if (!levels.includes(told)) throw new Error(`${rule.id} is never ${told}; it may be: ${levels.join(', ')}`);
  const labels = exampleLabels(rule, alerts);
  if (labels.length < alerts) throw new Error(`${rule.id} has no labels, and so one alert: leave --alerts out`);
  return labels.map((one, index) => {
    const isOver = kind === 'resolved' || (kind === 'digest' && index % 2 === 1);
    return alertOf({ rule, tenant, severity: told, labels: one, since: now - said[kind].begun, isOver }, now);
  });
}

type Made = {
  rule: RuleSettings;
  tenant: string;
  severity: Severity;
  labels: Record<string, string>;
  since: number;
  isOver: boolean;
};

function alertOf({ rule, tenant, severity, labels, since, isOver }: Made, now: number): Alert {
  const id = alertId(tenant, rule.id, labels);
  const evidence = exampleEvidence(rule, severity, labels, now);
  const shared = {
    tenant,
    rule: rule.id,
    labels,
    id,
    tick: now,
    rev: 1,
    episode: 1,
    since,
    firedAt: since,
    knownAt: now,
  };
  if (isOver) {
    const ended = { resolvedAt: now, resolvedBecause: 'recovered' as const };
    const { value, usual = value } = evidence;
    const good = { ...evidence, ...(usual !== undefined && { value: usual }), failures: 0 };
    return { ...shared, ...ended, state: 'inactive', peak: severity, levels: {}, evidence: good };
  }
  const level = { state: 'firing' as const, activeAt: since, firedAt: since };
  return { ...shared, state: 'firing', severity, peak: severity, levels: { [severity]: level }, evidence };
}

function entryOf({ kind }: Example, alerts: readonly Alert[], now: number): GroupOutbox {
  const members: Members = {};
  for (const { id, rule, state, peak = 'info' } of alerts) {
    const taken = kind === 'acknowledged' && { acknowledged: { by: 'Ana Ruiz', at: now - 2 * minute } };
    members[id] = { rule, kind: state === 'firing' ? 'firing' : 'resolved', severity: peak, ...taken };
  }
  const { begun: _, ...decided } = said[kind];
  return { seq: 2, ...decided, severity: alerts[0]?.peak ?? 'info', at: now, members };
}

function groupOf({ tenant, channel, rule }: Example, outbox: GroupOutbox): Group {
  const labels = { rule: rule.id };
  const id = groupId(tenant, 'example', channel, labels);
  const times = { startedAt: outbox.at, wait: minute, interval: 5 * minute, tick: outbox.at };
  return { tenant, id, route: 'example', channel, labels, ...times, rev: 1, outbox };
}

/** All but the first notice of a group tell of what the channel knows already. */
function logOf({ kind, channel }: Example, { id }: Group, alerts: readonly Alert[]): GroupLog | undefined {
  if (kind === 'firing' || kind === 'digest') return undefined;
  const told = Object.fromEntries(
    alerts.map(({ id: alert, rule, peak = 'info', since = 0 }) => [
      alert,
      { rule, kind: 'firing' as const, severity: peak, at: since, lastFiringSentAt: since },
    ]),
  );
  return { group: id, channel, seq: 1, outcome: 'sent', attempts: 1, triedAt: 0, told };
}
