import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const quiet = { state: 'inactive', levels: {} } as const;

describe('a group is named by the beginning of its id, as messages about several alerts show it', () => {
  test.each([
    { do: 'acknowledge' },
    { do: 'assign', to: 'ben' },
    { do: 'comment', text: 'looking' },
    { do: 'snooze', for: hour },
    { do: 'resolve' },
  ] as const)('for $do', async (action) => {
    const world = actWorld(tables);
    await world.tell([await world.fire({ id: 'a'.repeat(12) }), await world.fire({ id: 'b'.repeat(12) })]);
    await world.fire({ id: 'c'.repeat(12) });
    const outcome = await world.do({ ...action, on: { alert: '0123456' } });
    expect(outcome).toMatchObject({ kind: 'done', changes: [{}, {}] });
  });

  test('what has ended there and fires again in another group is not its any more', async () => {
    const world = actWorld(tables);
    const group = await world.tell([await world.fire({ id: 'e'.repeat(12) })], {}, 'resolved');
    expect(await world.do({ do: 'acknowledge', on: { group: group.id } })).toEqual({
      kind: 'unchanged',
      why: 'none of its alerts fires any more',
    });
  });

  test('but an alert that fires and begins so is meant first', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire({ id: 'a'.repeat(12) })], { id: 'b0000000000a' });
    await world.fire({ id: 'b'.repeat(12) });
    expect(await world.do({ do: 'acknowledge', on: { alert: 'b' } })).toMatchObject({
      changes: [{ what: 'alert bbbbbb of delivery-by-carrier' }],
    });
  });

  test('and the beginning of several is refused', async () => {
    const world = actWorld(tables);
    await world.tell([], { id: 'd00000000001' });
    await world.tell([], { id: 'd00000000002' });
    expect(await world.do({ do: 'acknowledge', on: { alert: 'd' } })).toEqual({
      kind: 'refused',
      because: 'ambiguous',
      why: '"d" begins the ids of several groups: write more of it',
    });
  });
});

describe('what does not fire any more', () => {
  const id = '7f3a9c0b1d2e';
  const on = { alert: '7f3a9c' };

  test('can be spoken of', async () => {
    const world = actWorld(tables);
    await world.fire({ ...quiet, id });
    expect(await world.do({ do: 'comment', on, text: 'it was our own mistake' })).toMatchObject({ kind: 'done' });
    expect((await world.deps.handling(world.tenant, id))?.comments).toMatchObject([{ text: 'it was our own mistake' }]);
  });

  test.each([
    { what: 'has ended', gone: false },
    { what: 'is forgotten', gone: true },
  ])('is woken although it $what: a snooze holds for what comes next', async ({ gone }) => {
    const world = actWorld(tables);
    const alert = await world.fire({ id });
    await world.tell([alert]);
    await world.do({ do: 'snooze', on, for: hour });
    await world.deps.saveAlert({ ...alert, ...quiet, rev: alert.rev + 1 }, world.clock.now + hour);
    if (gone) Object.assign(world.deps, { alert: async () => undefined, alertsOfRule: async () => [] });
    expect(await world.do({ do: 'wake', on })).toMatchObject({ kind: 'done', changes: [{ after: 'not snoozed' }] });
    expect(await world.do({ do: 'wake', on: { group: '0123456789ab' } })).toMatchObject({ kind: 'unchanged' });
  });

  test('is spoken of and woken by its group, too', async () => {
    const world = actWorld(tables);
    const alert = await world.fire({ id });
    const { id: group } = await world.tell([alert]);
    await world.do({ do: 'snooze', on, for: hour });
    await world.deps.saveAlert({ ...alert, ...quiet, rev: alert.rev + 1 }, world.clock.now + hour);
    expect(await world.do({ do: 'comment', on: { group }, text: 'over' })).toMatchObject({ kind: 'done' });
    expect(await world.do({ do: 'wake', on: { group } })).toMatchObject({ kind: 'done' });
  });

  test('is not acknowledged', async () => {
    const world = actWorld(tables);
    await world.fire({ ...quiet, id });
    expect(await world.do({ do: 'acknowledge', on })).toMatchObject({
      kind: 'unchanged',
      why: expect.stringContaining('it does not fire any more'),
    });
  });
});
