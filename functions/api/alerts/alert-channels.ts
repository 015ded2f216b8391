import type { Group, GroupLog, Told } from '../../core/group.ts';

/** What became of the last notice to a channel about an alert, and what the channel believes of it. */
export type Notification = Pick<GroupLog, 'group' | 'channel' | 'outcome' | 'triedAt' | 'error'> & {
  told?: Told | undefined;
};

/** The channels that were told of an alert, or are about to be. */
export function notificationsOf(
  { id }: { id: string },
  groups: readonly Group[],
  logs: readonly GroupLog[],
): Notification[] {
  return logs.flatMap(({ group, channel, outcome, triedAt, error, told }) => {
    const isNamed = groups.some((one) => one.id === group && one.outbox !== undefined && id in one.outbox.members);
    return isNamed || id in told ? { group, channel, outcome, triedAt, error, told: told[id] } : [];
  });
}
