import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../../functions/act/act.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const att = { id: '7f3a9c000001', labels: { provider: 'telnyx', carrier: 'AT&T' } };
const verizon = { id: '7f3b00000002', labels: { provider: 'telnyx', carrier: 'Verizon' } };
const over = { id: 'aa0000000003', state: 'inactive', levels: {} } as const;

describe('what is done to one alert is known by everybody', () => {
  test('who takes it on, until when, is in the list of what fires', async () => {
    const world = actWorld(tables);
    await world.fire(att);
    expect(await world.do({ do: 'acknowledge', on: { alert: '7f3a9c' }, for: 4 * hour })).toEqual({
      kind: 'done',
      changes: [
        {
          what: 'alert 7f3a9c of delivery-by-carrier',
          before: 'not acknowledged',
          after: 'acknowledged by Anna until 2026-11-21T23:15Z',
        },
      ],
      unchanged: [],
    });
    await world.do({ do: 'assign', on: { alert: '7f3a9c' }, to: 'ben' });
    await world.do({ do: 'snooze', on: { alert: '7f3a9c' }, for: hour });
    expect(await world.do({ do: 'list-alerts' })).toMatchObject({
      kind: 'alerts',
      alerts: [
        {
          id: att.id,
          severity: 'critical',
          labels: att.labels,
          handling: 'acknowledged by Anna until 2026-11-21T23:15Z, assigned to ben, snoozed until 2026-11-21T20:15Z',
        },
      ],
    });
  });

  test('each action can be taken back', async () => {
    const world = actWorld(tables);
    await world.fire(att);
    const on = { alert: att.id };
    await world.do({ do: 'acknowledge', on });
    await world.do({ do: 'snooze', on, for: hour });
    await world.do({ do: 'unacknowledge', on }, ben);
    await world.do({ do: 'wake', on }, ben);
    expect(await world.do({ do: 'list-alerts' })).toMatchObject({ alerts: [{ handling: 'nobody has it in hand' }] });
    expect(await world.do({ do: 'wake', on })).toEqual({
      kind: 'unchanged',
      why: 'alert 7f3a9c of delivery-by-carrier: it is not snoozed',
    });
  });

  test('one that is closed by hand fires no more', async () => {
    const world = actWorld(tables);
    const alert = await world.fire(att);
    expect(await world.do({ do: 'resolve', on: { alert: att.id } })).toMatchObject({
      kind: 'done',
      changes: [{ before: 'firing', after: 'resolved by hand' }],
    });
    expect(await world.deps.alert(world.tenant, alert.rule, alert.id)).toMatchObject({
      state: 'inactive',
      resolvedBecause: 'by-hand',
      rev: alert.rev + 1,
    });
    expect(await world.do({ do: 'list-alerts' })).toEqual({ kind: 'alerts', alerts: [] });
  });
});

describe('an alert is named by the beginning of its id', () => {
  test('in either case', async () => {
    const world = actWorld(tables);
    await world.fire(att);
    await world.fire(verizon);
    expect(await world.do({ do: 'comment', on: { alert: '7F3B' }, text: 'looking' })).toMatchObject({ kind: 'done' });
  });

  test.each([
    { start: '7f3', because: 'ambiguous', why: '"7f3" begins the ids of several alerts: 7f3' },
    {
      start: 'bb00',
      because: 'unknown',
      why: 'no alert that fires, and no group, has an id that begins with "bb00"; those that fire: 7f3',
    },
    { start: '', because: 'unknown', why: 'no alert that fires, and no group, has an id that begins with ""' },
  ])('and "$start" is refused in words that help', async ({ start, because, why }) => {
    const world = actWorld(tables);
    await world.fire(att);
    await world.fire(verizon);
    await world.fire(over);
    expect(await world.do({ do: 'acknowledge', on: { alert: start } })).toEqual({
      kind: 'refused',
      because,
      why: expect.stringContaining(why),
    });
    expect(await world.audited()).toEqual([]);
  });

  test('of the own tenant only', async () => {
    const [world, other] = [actWorld(tables), actWorld(tables)];
    await other.fire(att);
    expect(await world.do({ do: 'acknowledge', on: { alert: att.id } })).toEqual({
      kind: 'refused',
      because: 'unknown',
      why: `no alert that fires, and no group, has an id that begins with "${att.id}"; none fires now`,
    });
  });
});

describe('what is done to a group is done to all of it that fires at that moment', () => {
  test('what was told and what is about to be told, and not what is over', async () => {
    const world = actWorld(tables);
    const [told, decided, ended] = [await world.fire(att), await world.fire(verizon), await world.fire(over)];
    const members = { [decided.id]: { rule: decided.rule, kind: 'firing', severity: 'critical' } } as const;
    const group = await world.tell([told, ended], {
      outbox: { seq: 2, kind: 'firing', reason: 'new-alerts', severity: 'critical', at: now, members },
    });
    const outcome = await world.do({ do: 'acknowledge', on: { group: group.id } });
    expect(outcome.kind === 'done' && outcome.changes.map(({ what }) => what).sort()).toEqual([
      'alert 7f3a9c of delivery-by-carrier',
      'alert 7f3b00 of delivery-by-carrier',
    ]);
    expect(await world.deps.handling(world.tenant, ended.id)).toBeUndefined();
  });

  test('one action on 40 alerts is one line of the audit with 40 changes', async () => {
    const world = actWorld(tables);
    const alerts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => world.fire({ id: `${index}`.padStart(12, '0') })),
    );
    const group = await world.tell(alerts);
    await world.do({ do: 'acknowledge', on: { group: group.id } });
    const [record, ...others] = await world.audited();
    expect(others).toEqual([]);
    expect(record).toMatchObject({ by: anna, did: 'acknowledge', at: now });
    expect(record?.changes).toHaveLength(40);
  });

  test('a group of which nothing fires any more, or that nobody knows, is left alone', async () => {
    const world = actWorld(tables);
    const group = await world.tell([await world.fire(over)]);
    const nothing = { kind: 'unchanged', why: 'none of its alerts fires any more' };
    expect(await world.do({ do: 'acknowledge', on: { group: group.id } })).toEqual(nothing);
    expect(await world.do({ do: 'acknowledge', on: { group: 'ffffffffffff' } })).toEqual(nothing);
    expect(await world.audited()).toEqual([]);
  });
});

test('who did what, as it was and as it is, can be read for a span of time, the newest first', async () => {
  const world = actWorld(tables);
  await world.fire(att);
  await world.do({ do: 'assign', on: { alert: att.id }, to: 'ben' });
  world.clock.now += minute;
  await world.do({ do: 'assign', on: { alert: att.id }, to: 'carol' }, ben);
  const later = { by: ben, did: 'assign', changes: [{ before: 'assigned to ben', after: 'assigned to carol' }] };
  expect(await world.do({ do: 'list-audit' })).toMatchObject({
    records: [later, { by: anna, changes: [{ before: 'assigned to nobody', after: 'assigned to ben' }] }],
  });
  expect(await world.do({ do: 'list-audit', from: now + 1 })).toMatchObject({ records: [later] });
  expect(await world.do({ do: 'list-audit', from: 0, to: now })).toEqual({ kind: 'audit', records: [] });
});

test('nothing is done for a tenant that is not deployed', async () => {
  const { deps } = actWorld(tables);
  expect(await act({ tenant: 'nobody', by: anna, action: { do: 'list-alerts' } }, deps)).toEqual({
    kind: 'refused',
    why: 'there is no tenant "nobody" in what is deployed',
  });
});
