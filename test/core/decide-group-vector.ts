import type { Alert, NoticeReason } from '../../functions/core/alert.ts';
import type * as decideGroupModule from '../../functions/core/decide-group.ts';
import type { Member } from '../../functions/core/decide-group.ts';
import type { Group, GroupLog, GroupOutbox, Told } from '../../functions/core/group.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { outage, recovered } from '../support/alerts.ts';
import type { ModuleVector } from './module-vectors.ts';

export type Module = Pick<typeof decideGroupModule, 'decideGroup'>;
type State = 'fires' | 'over' | 'flaps' | 'rests' | 'pending' | 'held';
type Given = {
  is: State;
  told?: Told['kind'];
  due?: NoticeReason;
  muted?: boolean;
  called?: boolean;
  severity?: Severity;
};
export type Setting = {
  /** What was decided last, as number 2: of which alerts. */
  decided?: { kind: GroupOutbox['kind']; of: string[] };
  /** What became of it; absent: it is on its way. */
  became?: GroupLog['outcome'];
  /** Whether the group's time has come. */
  flushed?: false;
  sendsResolved?: false;
  keepsIncidents?: true;
};

/** What a group decides at minute 100, as text: `firing first high: a, b over`; `~`: it is said to flap. */
export function vector(
  id: string,
  members: Record<string, Given>,
  gives: string,
  setting: Setting = {},
): ModuleVector<Module> {
  const { decided, became, flushed = true, sendsResolved = true, keepsIncidents = false } = setting;
  const log: GroupLog = { group: 'g', channel: 'slack', seq: 1, outcome: 'sent', attempts: 1, triedAt: 0, told: {} };
  const state = {
    group: groupOf(decided),
    log: became ? { ...log, seq: 2, outcome: became } : log,
    members: Object.entries(members).map(memberOf),
    flushed,
    sendsResolved,
    keepsIncidents,
  };
  return { id, of: ({ decideGroup }) => textOf(decideGroup(state, 100)), gives };
}

function groupOf(decided: Setting['decided']): Group {
  const group = {
    tenant: 'main',
    id: 'g',
    route: '0',
    channel: 'slack',
    labels: {},
    startedAt: 0,
    wait: 0,
    interval: 1,
    tick: 0,
    rev: 1,
  };
  if (decided === undefined) return group;
  const kind = decided.kind === 'resolved' ? 'resolved' : 'firing';
  const severity = kind === 'resolved' ? 'critical' : 'high';
  const members = Object.fromEntries(decided.of.map((id) => [id, { rule: 'r', kind, severity } as const]));
  return { ...group, outbox: { seq: 2, kind: decided.kind, reason: 'first', severity, at: 90, members } };
}

function memberOf([id, { is, told, due, muted = false, called = false, severity }]: [string, Given]): Member {
  const kind = due === 'superseded' ? 'withdraw' : due === 'resolved' || due === 'acknowledged' ? due : 'firing';
  return {
    alert: { ...alertOf(is, severity), id },
    told: told && { rule: 'r', kind: told, severity: 'critical', at: 50 },
    muted,
    called,
    due: due && { kind, reason: due, severity: 'high' },
  };
}

function alertOf(is: State, severity: Severity = 'high'): Alert {
  const { firedAt: _, ...unfired } = recovered();
  if (is === 'fires') return outage({ severity });
  if (is === 'flaps') return outage({ severity, flappingSince: 10 });
  if (is === 'pending') return { ...unfired, state: 'pending', severity };
  if (is === 'held') return outage({ state: 'pending', severity });
  return is === 'rests' ? recovered({ severity, flappingSince: 10 }) : recovered();
}

/** A notice of these alerts was decided, and is on its way. */
export function inHand(kind: GroupOutbox['kind'], ...of: string[]): Setting {
  return { decided: { kind, of } };
}

function textOf(outbox: GroupOutbox | undefined): string {
  if (outbox === undefined) return 'nothing';
  const { kind, reason, severity, members } = outbox;
  const listed = Object.entries(members).map(
    ([id, member]) => `${id}${member.flapping ? '~' : ''}${member.kind === 'resolved' ? ' over' : ''}`,
  );
  return `${kind} ${reason} ${severity}: ${listed.join(', ')}`;
}
