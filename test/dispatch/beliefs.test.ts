import { expect, test } from 'vitest';
import type { Group, GroupLog, Told } from '../../functions/core/group.ts';
import { minute } from '../../functions/core/time.ts';
import { gatherBeliefs } from '../../functions/dispatch/beliefs.ts';

const start = Date.UTC(2026, 10, 21, 12);

/** A group of the channel `slack`, which has told it this of the alert `a`. */
function groupThatTold(id: string, told: Partial<Told>): [Group, GroupLog] {
  const group = {
    tenant: 'main',
    id,
    route: id,
    channel: 'slack',
    labels: {},
    wait: 0,
    interval: minute,
    tick: start,
    rev: 1,
  };
  const said: Told = { rule: 'delivery', kind: 'firing', severity: 'critical', at: start, ...told };
  const log = { group: id, channel: 'slack', seq: 1, outcome: 'sent' as const, attempts: 1, triedAt: said.at };
  return [group, { ...log, told: { a: said } }];
}

function believed(...all: [Group, GroupLog][]) {
  const logs = new Map(all.map(([{ id }, log]) => [id, log]));
  const { told, holder } = gatherBeliefs(
    all.map(([group]) => group),
    logs,
  ).of('slack', 'a');
  return { kind: told?.kind, holder };
}

const late = groupThatTold('first', { kind: 'resolved', decidedAt: start, at: start + 9 * minute });
const anew = groupThatTold('second', { kind: 'firing', decidedAt: start + 5 * minute, at: start + 5 * minute });

test.each([
  ['whichever group is read first', [late, anew]],
  ['whichever group is read last', [anew, late]],
] as const)('a resolve that was tried again does not undo what another group told since, %s', (_, groups) => {
  expect(believed(...groups)).toEqual({ kind: 'firing', holder: 'second' });
});

test('of two groups that say when they decided nowhere, the one that arrived last is believed', () => {
  const before = groupThatTold('first', { kind: 'firing', at: start });
  const after = groupThatTold('second', { kind: 'resolved', at: start + minute });
  expect(believed(before, after)).toEqual({ kind: 'resolved', holder: undefined });
});
