import { type Group, type GroupLog, groupId, mostTogether } from '../core/group.ts';
import { isInHand } from '../core/notify-reason.ts';
import { severityOrder } from '../core/severity.ts';
import type { Subject } from './subject.ts';

/** Who a group is, but for its part. */
type Kind = Pick<Group, 'tenant' | 'route' | 'channel' | 'labels'>;

/** Gives each alert that no group holds yet the first group of its kind that has room for it. */
export type Rooms = { take(alertId: string, kind: Kind): string };

/** What a group's log remembers, and what is on its way there, takes its room. */
export function roomsIn(known: { groups: ReadonlyMap<string, Group>; logs: ReadonlyMap<string, GroupLog> }): Rooms {
  const rooms = new Map<string, Set<string>>();
  const roomOf = (id: string) => {
    const room = rooms.get(id) ?? takenIn(known.groups.get(id), known.logs.get(id));
    rooms.set(id, room);
    return room;
  };
  const take = (alertId: string, kind: Kind, part = 0): string => {
    const id = groupId(kind.tenant, kind.route, kind.channel, kind.labels, part);
    const room = roomOf(id);
    if (room.size >= mostTogether && !room.has(alertId)) return take(alertId, kind, part + 1);
    room.add(alertId);
    return id;
  };
  return { take: (alertId, kind) => take(alertId, kind) };
}

function takenIn(group: Group | undefined, log: GroupLog | undefined): Set<string> {
  const coming = group?.outbox && isInHand(group.outbox, log) ? group.outbox.members : {};
  return new Set([...Object.keys(log?.told ?? {}), ...Object.keys(coming)]);
}

/** If there are too many for one group the worst come into the first, and of equals those that have waited longest. */
export function inOrder(subjects: readonly Subject[]): readonly Subject[] {
  if (subjects.length <= mostTogether) return subjects;
  return subjects.toSorted(
    ({ alert: a }, { alert: b }) =>
      severityOrder(a.severity) - severityOrder(b.severity) || (a.firedAt ?? 0) - (b.firedAt ?? 0),
  );
}
