import { decideGroup, type Member } from '../core/decide-group.ts';
import type { Group, GroupLog } from '../core/group.ts';
import { isFlushed } from '../core/group-flush.ts';
import { memberDue } from '../core/member-due.ts';
import type { Heard } from '../core/notify-reason.ts';
import type { Beliefs } from './beliefs.ts';
import { inOrder, type Rooms, roomsIn } from './rooms.ts';
import type { Subject, TickContext, Way } from './subject.ts';

/** What is known of the groups before the tick. */
export type Known = {
  groups: ReadonlyMap<string, Group>;
  /** By group. */
  logs: ReadonlyMap<string, GroupLog>;
  beliefs: Beliefs;
  /** The tick before this one. */
  before: number;
  /** Rules whose alerts cannot be read. */
  unread: ReadonlySet<string>;
};

type Gathered = { group: Group; subjects: Subject[] };

/** The groups that change at a tick: they start, have something to tell, or are over. Groups of digests are not among them. */
export function decideGroups(subjects: readonly Subject[], known: Known, context: TickContext): Group[] {
  const gathered = gather(subjects, known, context);
  for (const group of known.groups.values()) {
    if (group.startedAt !== undefined && !gathered.has(group.id)) gathered.set(group.id, { group, subjects: [] });
  }
  return [...gathered.values()].flatMap((one) => changed(one, known, context) ?? []);
}

/** Every alert is in one group of each channel: in the one that has told of it, until it resolved there. */
function gather(subjects: readonly Subject[], known: Known, context: TickContext): Map<string, Gathered> {
  const all = new Map<string, Gathered>();
  const rooms = roomsIn(known);
  for (const subject of inOrder(subjects)) {
    const channels = new Set([...subject.ways.keys(), ...known.beliefs.channels(subject.alert.id)]);
    for (const channel of channels) {
      const group = groupOf(subject, channel, rooms, known, context);
      if (group === undefined) continue;
      const one = all.get(group.id) ?? { group, subjects: [] };
      one.subjects.push(subject);
      all.set(group.id, one);
    }
  }
  return all;
}

function groupOf(
  subject: Subject,
  channel: string,
  rooms: Rooms,
  { groups, beliefs }: Known,
  context: TickContext,
): Group | undefined {
  const holder = beliefs.of(channel, subject.alert.id).holder;
  const held = holder === undefined ? undefined : groups.get(holder);
  if (held !== undefined) return held;
  const way = subject.ways.get(channel);
  if (way === undefined || subject.alert.state !== 'firing') return undefined;
  const labels = Object.fromEntries(way.groupBy.map((name) => [name, subject.labels[name] ?? '']));
  const id = rooms.take(subject.alert.id, { tenant: context.tenant, route: way.path, channel, labels });
  return groups.get(id) ?? newGroup(id, channel, labels, way, context);
}

function newGroup(
  id: string,
  channel: string,
  labels: Group['labels'],
  way: Way,
  { tenant, tick }: TickContext,
): Group {
  const { path: route, wait, interval } = way;
  return { tenant, id, route, channel, labels, wait, interval, tick, rev: 0 };
}

/** The group as it is to be written; `undefined`: it stays as it is. */
function changed({ group: stored, subjects }: Gathered, known: Known, context: TickContext): Group | undefined {
  const { tick, config } = context;
  const group = started(stored, subjects, known, context);
  const flushed = isFlushed(group, known.before, tick);
  const log = known.logs.get(group.id);
  const members = subjects.map((subject) => memberOf(subject, group, log, known, context));
  const sendsResolved = config.channels[group.channel]?.resolved ?? true;
  const keepsIncidents = context.keepsIncidents(group.channel);
  const decided = decideGroup({ group, log, members, flushed, sendsResolved, keepsIncidents }, tick);
  const mayEnd = known.unread.size === 0 || !rulesIn(group, log).some((rule) => known.unread.has(rule));
  const outbox = decided?.kind === 'firing' || decided?.kind === 'acknowledged' || mayEnd ? decided : undefined;
  const isLast = mayEnd && subjects.every((subject) => !isLive(subject, group.channel, known));
  const isOver = flushed && outbox === undefined && isLast;
  if (outbox === undefined && !isOver && group === stored) return undefined;
  const { startedAt, ...rest } = group;
  return {
    ...rest,
    ...(startedAt !== undefined && !isOver && { startedAt }),
    ...(outbox && { outbox }),
    tick,
    rev: group.rev + 1,
  };
}

/**
 * A group that has no start begins with its first alerts that fire, and takes the shortest times of their routes. One
 * that was over, of which the channel has heard late, is flushed at once.
 */
function started(group: Group, subjects: readonly Subject[], known: Known, { tick }: TickContext): Group {
  if (group.startedAt !== undefined) return group;
  const first = subjects.filter(({ alert }) => alert.state === 'firing');
  if (first.length === 0) {
    const isLate = subjects.some((subject) => isLive(subject, group.channel, known));
    return isLate ? { ...group, startedAt: tick - group.wait } : group;
  }
  const times = first.map(({ ways }) => ways.get(group.channel) ?? group);
  const wait = Math.min(...times.map((one) => one.wait));
  return { ...group, startedAt: tick, wait, interval: Math.min(...times.map((one) => one.interval)) };
}

/** Fires, or its channel still has to hear that it does not. */
function isLive({ alert }: Subject, channel: string, { beliefs }: Known): boolean {
  return alert.state === 'firing' || beliefs.of(channel, alert.id).holder !== undefined;
}

/** Of the alerts that the group has told of, or is about to. What nobody can read of them may go on. */
function rulesIn({ outbox }: Group, log: GroupLog | undefined): string[] {
  const told = Object.values(log?.told ?? {}).filter(({ kind }) => kind === 'firing');
  return [...told, ...Object.values(outbox?.members ?? {})].map(({ rule }) => rule);
}

function memberOf(
  subject: Subject,
  group: Group,
  log: GroupLog | undefined,
  known: Known,
  context: TickContext,
): Member {
  const { alert, mutes, ways, acknowledged, confirmSince, handling } = subject;
  const { told } = known.beliefs.of(group.channel, alert.id);
  const way = ways.get(group.channel);
  const muted = mutes.length > 0 || !way?.active;
  const calledAt = handling?.escalation?.called[group.channel];
  const rule = context.rules.get(alert.rule) ?? { cooldown: 0 };
  const standing = {
    muted,
    calledAt,
    acknowledgedAt: acknowledged?.at,
    confirmSince,
    hearsAcknowledgements: context.hearsAcknowledgements(group.channel),
  };
  const due = memberDue(alert, { decided: decidedOf(alert.id, group), log, told }, standing, rule, context.tick);
  return { alert, told, muted, due, acknowledged, called: way?.called === true };
}

function decidedOf(alertId: string, { outbox }: Group): Heard['decided'] {
  const member = outbox?.members[alertId];
  if (outbox === undefined || member === undefined) return undefined;
  const kind = outbox.kind === 'firing' ? member.kind : outbox.kind;
  return { seq: outbox.seq, kind, severity: member.severity, at: outbox.at };
}
