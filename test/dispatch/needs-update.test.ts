import { expect, test } from 'vitest';
import type { Alert } from '../../functions/core/alert.ts';
import { decideGroup, type Member } from '../../functions/core/decide-group.ts';
import type { Group, GroupLog, Told } from '../../functions/core/group.ts';
import { memberDue } from '../../functions/core/member-due.ts';
import { minute } from '../../functions/core/time.ts';
import { outage, recovered } from '../support/alerts.ts';

const now = Date.UTC(2026, 10, 20, 12);

type Vector = {
  id: string;
  /** The alerts in the channel's log, and how many minutes ago it was written; `zero`: never, as far as its time says. */
  entry?: { firing: number[]; resolved: number[]; age: number | 'zero' };
  firing: number[];
  resolved: number[];
  /** Minutes. */
  repeat?: number;
  sendResolved?: boolean;
  notify: string | false;
};

/** SEMANTICS 4.3, the vectors of Alertmanager's own test of `needsUpdate`. */
const vectors: Vector[] = [
  { id: 'N-1', firing: [2, 3, 4], resolved: [], notify: 'first' },
  { id: 'N-2', firing: [], resolved: [2, 3, 4], notify: false },
  {
    id: 'N-3',
    entry: { firing: [1, 2, 3], resolved: [], age: 0 },
    firing: [2, 3, 4],
    resolved: [],
    notify: 'new-alerts',
  },
  {
    id: 'N-4',
    entry: { firing: [1, 2, 3], resolved: [], age: 'zero' },
    firing: [1, 2, 3],
    resolved: [],
    repeat: 10,
    notify: 'repeat',
  },
  {
    id: 'N-5',
    entry: { firing: [1, 2, 3], resolved: [], age: 9 },
    firing: [1, 2, 3],
    resolved: [],
    repeat: 10,
    notify: false,
  },
  {
    id: 'N-6',
    entry: { firing: [1, 2, 3], resolved: [], age: 11 },
    firing: [1, 2, 3],
    resolved: [],
    repeat: 10,
    notify: 'repeat',
  },
  {
    id: 'N-7',
    entry: { firing: [], resolved: [1, 2, 3], age: 11 },
    firing: [],
    resolved: [3, 4, 5],
    repeat: 10,
    sendResolved: true,
    notify: false,
  },
  {
    id: 'N-8',
    entry: { firing: [1, 2], resolved: [3], age: 9 },
    firing: [1],
    resolved: [2, 3],
    repeat: 10,
    sendResolved: false,
    notify: false,
  },
  {
    id: 'N-9',
    entry: { firing: [1, 2], resolved: [3], age: 9 },
    firing: [1],
    resolved: [2, 3],
    repeat: 10,
    sendResolved: true,
    notify: 'some-resolved',
  },
  {
    id: 'N-10',
    entry: { firing: [1, 2], resolved: [3], age: 9 },
    firing: [],
    resolved: [1, 2, 3],
    repeat: 10,
    sendResolved: false,
    notify: 'resolved',
  },
  {
    id: 'N-11',
    entry: { firing: [1, 2], resolved: [3], age: 9 },
    firing: [],
    resolved: [1, 2, 3],
    repeat: 10,
    sendResolved: true,
    notify: 'resolved',
  },
];

const group: Group = {
  tenant: 'main',
  id: 'g',
  route: '0',
  channel: 'slack',
  labels: {},
  startedAt: now,
  wait: 0,
  interval: minute,
  tick: now,
  rev: 1,
};

function memberOf(alert: Alert, told: Told | undefined, log: GroupLog | undefined, repeat: number | undefined): Member {
  const rule = { cooldown: 0, repeatInterval: repeat === undefined ? undefined : repeat * minute };
  const standing = { muted: false, hearsAcknowledgements: false };
  return { alert, told, muted: false, called: false, due: memberDue(alert, { log, told }, standing, rule, now) };
}

test.each(vectors)('4.3 $id: $notify', ({ entry, firing, resolved, repeat, sendResolved = true, notify }) => {
  const at = entry === undefined || entry.age === 'zero' ? 0 : now - entry.age * minute;
  const toldOf = (id: number): Told | undefined => {
    const said = { rule: 'delivery-by-carrier', severity: 'critical', at, lastFiringSentAt: at } as const;
    if (entry?.firing.includes(id)) return { ...said, kind: 'firing' };
    return entry?.resolved.includes(id) ? { ...said, kind: 'resolved' } : undefined;
  };
  const log: GroupLog | undefined = entry && {
    ...{ group: 'g', channel: 'slack', seq: 1, outcome: 'sent', attempts: 1, triedAt: at, told: {} },
  };
  const gone = (entry?.firing ?? []).filter((id) => !firing.includes(id) && !resolved.includes(id));
  const members = [
    ...firing.map((id) => memberOf(outage({ id: `${id}` }), toldOf(id), log, repeat)),
    ...[...resolved, ...gone].map((id) => memberOf(recovered({ id: `${id}` }), toldOf(id), log, repeat)),
  ];
  const decided = decideGroup(
    { group, log, members, flushed: true, sendsResolved: sendResolved, keepsIncidents: false },
    now,
  );
  expect(decided?.reason ?? false).toBe(notify);
});

test('4.3.2: before its time a group decides nothing, but a worse severity', () => {
  const told: Told = {
    rule: 'delivery-by-carrier',
    kind: 'firing',
    severity: 'high',
    at: now - minute,
    lastFiringSentAt: now - minute,
  };
  const log: GroupLog = {
    group: 'g',
    channel: 'slack',
    seq: 1,
    outcome: 'sent',
    attempts: 1,
    triedAt: now - minute,
    told: {},
  };
  const fresh = memberOf(outage({ id: 'new', severity: 'high' }), undefined, log, undefined);
  const worse = memberOf(outage({ id: 'worse' }), told, log, undefined);
  const waiting = { group, log, flushed: false, sendsResolved: true, keepsIncidents: false };
  expect(decideGroup({ ...waiting, members: [fresh] }, now)).toBeUndefined();
  expect(decideGroup({ ...waiting, members: [fresh, worse] }, now)).toMatchObject({
    reason: 'severity-rose',
    severity: 'critical',
    members: { new: { kind: 'firing' }, worse: { kind: 'firing' } },
  });
});
