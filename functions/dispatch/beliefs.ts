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

/** A group holds an alert from the decision to tell of it until its channel knows that it resolved. */
export function gatherBeliefs(groups: readonly Group[], logs: ReadonlyMap<string, GroupLog>): Beliefs {
  const all = new Map<string, Map<string, Belief>>();
  const rules = new Set<string>();
  const channelOf = (alertId: string, channel: string): Belief => all.get(alertId)?.get(channel) ?? nothing;
  const keep = (alertId: string, channel: string, belief: Belief) => {
    const ofAlert = all.get(alertId) ?? new Map<string, Belief>();
    all.set(alertId, ofAlert.set(channel, belief));
  };
  for (const group of groups) {
    for (const [id, told] of Object.entries(logs.get(group.id)?.told ?? {})) {
      const known = channelOf(id, group.channel);
      if (known.told !== undefined && known.told.at >= told.at) continue;
      const fires = told.kind === 'firing';
      keep(id, group.channel, { told, holder: fires ? group.id : undefined });
      if (fires) rules.add(told.rule);
    }
  }
  for (const { id: group, channel, outbox } of groups) {
    if (outbox?.kind !== 'firing' || !isInHand(outbox, logs.get(group))) continue;
    for (const [id, member] of Object.entries(outbox.members)) {
      const known = channelOf(id, channel);
      if (member.kind === 'firing' && known.holder === undefined) keep(id, channel, { ...known, holder: group });
      rules.add(member.rule);
    }
  }
  return {
    of: (channel, alertId) => channelOf(alertId, channel),
    channels: (alertId) => [...(all.get(alertId) ?? [])].flatMap(([channel, { holder }]) => (holder ? [channel] : [])),
    rules,
  };
}
