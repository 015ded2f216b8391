import type { Group, GroupLog, Told } from '../core/group.ts';
import { isInHand } from '../core/notify-reason.ts';

/** What a channel believes of an alert, and the group that told it, or is about to. */
export type Belief = { told: Told | undefined; holder: string | undefined };

/** What channels believe, whichever group told them: by channel and alert. */
export type Beliefs = {
  of(channel: string, alertId: string): Belief;
  /** The channels that believe, or are about to be told, that the alert fires. */
  channels(alertId: string): readonly string[];
  /** The rules of the alerts that a channel may have to hear the end of. */
  rules: ReadonlySet<string>;
};

const nothing: Belief = { told: undefined, holder: undefined };

type Logs = ReadonlyMap<string, GroupLog>;
type Gathered = { byAlert: Map<string, Map<string, Belief>>; rules: Set<string> };

/** A group holds an alert from the decision to tell of it until its channel knows that it resolved. */
export function gatherBeliefs(groups: readonly Group[], logs: Logs): Beliefs {
  const gathered: Gathered = { byAlert: new Map(), rules: new Set() };
  for (const group of groups) addFromLog(group, logs, gathered);
  for (const group of groups) addFromOutbox(group, logs, gathered);
  const { byAlert, rules } = gathered;
  return {
    of: (channel, alertId) => believed(gathered, channel, alertId),
    channels: (alertId) =>
      [...(byAlert.get(alertId) ?? [])].flatMap(([channel, { holder }]) => (holder ? [channel] : [])),
    rules,
  };
}

/** Of what several groups said, the last decision is believed. */
function addFromLog({ id: group, channel }: Group, logs: Logs, gathered: Gathered): void {
  for (const [id, told] of Object.entries(logs.get(group)?.told ?? {})) {
    const known = believed(gathered, channel, id);
    if (known.told !== undefined && saidAt(known.told) >= saidAt(told)) continue;
    const fires = told.kind === 'firing';
    keep(gathered, channel, id, { told, holder: fires ? group : undefined });
    if (fires) gathered.rules.add(told.rule);
  }
}

function addFromOutbox({ id: group, channel, outbox }: Group, logs: Logs, gathered: Gathered): void {
  if (outbox?.kind !== 'firing' || !isInHand(outbox, logs.get(group))) return;
  for (const [id, { kind, rule }] of Object.entries(outbox.members)) {
    const known = believed(gathered, channel, id);
    if (kind === 'firing' && known.holder === undefined) keep(gathered, channel, id, { ...known, holder: group });
    gathered.rules.add(rule);
  }
}

function believed({ byAlert }: Gathered, channel: string, alertId: string): Belief {
  return byAlert.get(alertId)?.get(channel) ?? nothing;
}

function keep({ byAlert }: Gathered, channel: string, alertId: string, belief: Belief): void {
  const ofAlert = byAlert.get(alertId) ?? new Map<string, Belief>();
  byAlert.set(alertId, ofAlert.set(channel, belief));
}

/** A notice that was tried again may arrive after a later one of another group. */
function saidAt({ decidedAt, at }: Told): number {
  return decidedAt ?? at;
}
