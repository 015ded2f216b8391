import type { Delivery, Notice } from '../channels/channel.ts';
import type { RuleSettings } from '../config/schema.ts';
import type { GroupLog, GroupOutbox, Members, Told } from '../core/group.ts';
import { day, minuteStart } from '../core/time.ts';

export type Attempt = {
  channel: string;
  entry: GroupOutbox;
  /** This one included. */
  attempts: number;
  before: GroupLog | undefined;
  delivery: Delivery;
  now: number;
};

export const outcomes = {
  sent: 'sent',
  retry: 'retrying',
  refused: 'failed',
  unconfigured: 'skipped',
} as const satisfies Record<Delivery['kind'], GroupLog['outcome']>;

/** The log of a group after an attempt: what was told counts only if it arrived. */
export function logAfter(group: string, attempt: Attempt, rules: readonly RuleSettings[]): GroupLog {
  const { channel, entry, attempts, before, delivery, now } = attempt;
  const log: GroupLog = {
    group,
    channel,
    seq: entry.seq,
    outcome: outcomes[delivery.kind],
    attempts,
    triedAt: now,
    told: before?.told ?? {},
    ...(before?.reference !== undefined && { reference: before.reference }),
  };
  if (delivery.kind !== 'sent') return { ...log, error: delivery.why };
  const { reference: _, ...closed } = log;
  const told = remembered(toldAfter(log.told, entry, now), rules, now);
  if (entry.kind === 'resolved') return { ...closed, told };
  const reference = delivery.reference ?? log.reference;
  return { ...closed, told, ...(reference !== undefined && { reference }) };
}

/** A resolved notice closes the group for its channel: what is still open there, but muted, is told of anew. */
export function toldAfter(before: GroupLog['told'], entry: GroupOutbox, now: number): GroupLog['told'] {
  if (entry.kind === 'digest') return before;
  const told = { ...before };
  if (entry.kind === 'resolved') {
    // What has ended here before may have been told of by another group since: the last decision is believed.
    for (const [alert, said] of Object.entries(told)) {
      if (said.kind === 'firing') told[alert] = closed(said, entry, now);
    }
  }
  for (const [alert, member] of Object.entries(entry.members)) told[alert] = toldOf(before[alert], member, entry, now);
  return told;
}

/** It was muted while its group ended: when it no longer is, it is told as if it never had been, cooldown or not. */
function closed({ lastFiringSentAt: _, ...said }: Told, { at: decidedAt }: GroupOutbox, now: number): Told {
  return { ...said, kind: 'resolved', at: now, decidedAt };
}

function toldOf(
  before: Told | undefined,
  member: Members[string],
  { kind, reason, at: decidedAt }: GroupOutbox,
  now: number,
): Told {
  const { rule, severity, acknowledged, flapping } = member;
  const { acknowledgedAt, ...kept } = before ?? {};
  const told: Told = { ...kept, rule, kind: member.kind, severity, at: now, decidedAt };
  // Only these say who has it in hand to channels that can show it.
  const isSaid = kind === 'acknowledged' || reason === 'acknowledgement-ends';
  const known = isSaid ? acknowledged?.at : acknowledged && acknowledgedAt;
  if (known !== undefined) told.acknowledgedAt = known;
  if (member.kind !== 'firing' || kind === 'acknowledged') return told;
  // Ticks are whole minutes: a cooldown must end on a tick, not seconds after it.
  told.lastFiringSentAt = minuteStart(now);
  if (flapping) told.flappingSentAt = minuteStart(now);
  return told;
}

/** What resolved is forgotten when no cooldown counts from it any more. */
function remembered(told: GroupLog['told'], rules: readonly RuleSettings[], now: number): GroupLog['told'] {
  const cooldowns = new Map(rules.map(({ id, cooldown }) => [id, cooldown]));
  return Object.fromEntries(
    Object.entries(told).filter(
      ([, { kind, at, rule }]) => kind === 'firing' || now - at < day + (cooldowns.get(rule) ?? 0),
    ),
  );
}

/** The log of a group whose notice was called back before it arrived. */
export function logWithdrawn(
  group: string,
  channel: string,
  seq: number,
  before: GroupLog | undefined,
  now: number,
): GroupLog {
  const { error: _, ...kept } = before ?? { told: {} };
  return { ...kept, group, channel, seq, outcome: 'withdrawn', attempts: 0, triedAt: now };
}

/** The alerts of a notice, in the order in which it tells of them. */
export function alertsIn({ firing, resolved }: Notice): { rule: string; id: string }[] {
  return [...firing, ...resolved].map(({ alert: { rule, id } }) => ({ rule, id }));
}
