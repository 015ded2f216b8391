import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const nights = [{ match: { severity: 'critical' }, to: ['slack'] }];

describe('a section of the configuration', () => {
  test('is replaced until somebody gives it back', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'routes', value: nights });
    expect(await world.do({ do: 'list-overrides' })).toMatchObject({
      overrides: [{ section: 'routes', value: nights, by: anna, at: now }],
      refused: [],
    });
    await world.do({ do: 'remove-override', section: 'routes' }, ben);
    expect(await world.do({ do: 'list-overrides' })).toMatchObject({ overrides: [] });
    expect(await world.audited()).toMatchObject([
      {
        did: 'remove-override',
        by: ben,
        changes: [
          {
            what: 'override of routes',
            before: expect.stringMatching(/^set by Anna \(\w{12}\)$/),
            after: expect.stringMatching(/^as deployed: changed \[0\] \(\w{12}\)$/),
          },
        ],
      },
      {
        did: 'set-override',
        by: anna,
        changes: [
          {
            before: expect.stringMatching(/^as deployed \(\w{12}\)$/),
            after: expect.stringMatching(/^changed \[0\] \(\w{12}\)$/),
          },
        ],
      },
    ]);
  });

  test('is given back by itself at the end of its time', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'routes', value: nights, for: 8 * hour });
    world.clock.now += 8 * hour;
    expect(await world.do({ do: 'list-overrides' })).toMatchObject({ overrides: [] });
    expect(await world.do({ do: 'remove-override', section: 'routes' })).toEqual({
      kind: 'unchanged',
      why: 'routes is as deployed',
    });
  });

  test('that would not be valid is refused, and what stands there stays', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'routes', value: nights });
    expect(await world.do({ do: 'set-override', section: 'routes', value: [{ to: ['fax'] }] })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('"fax" is not in channels'),
    });
    expect(await world.do({ do: 'list-overrides' })).toMatchObject({ overrides: [{ value: nights }] });
  });

  test('that two people set at once is set by both, one after the other', async () => {
    const world = actWorld(tables);
    const set = (by: typeof anna) => world.do({ do: 'set-override', section: 'routes', value: nights }, by);
    const outcomes = await Promise.all([set(anna), set(ben)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await world.audited()).toHaveLength(2);
  });
});

describe('whoever takes over a schedule', () => {
  const later = now + 24 * hour;
  const over = { do: 'take-over', schedule: 'primary', person: 'anna', from: later, to: later + 8 * hour } as const;

  test('is on call for that time', async () => {
    const world = actWorld(tables);
    const at = (time: number) => world.do({ do: 'list-on-call', at: time });
    expect(await at(later)).toMatchObject({ schedules: [{ schedule: 'primary', name: 'Ben Okafor' }] });
    await world.do(over);
    expect(await at(later)).toMatchObject({ schedules: [{ name: 'Anna Ruiz', until: later + 8 * hour }] });
    expect(await at(later - 1)).toMatchObject({ schedules: [{ name: 'Ben Okafor' }] });
    expect(await at(later + 8 * hour)).toMatchObject({ schedules: [{ name: 'Ben Okafor' }] });
  });

  test('is named in the answer and in the audit, until when', async () => {
    const world = actWorld(tables);
    const change = {
      what: 'schedule primary',
      before: 'by its turns',
      after: 'Anna Ruiz from 2026-11-22T19:15Z until 2026-11-23T03:15Z',
    };
    expect(await world.do(over)).toMatchObject({ kind: 'done', changes: [change] });
    expect(await world.audited()).toMatchObject([{ did: 'take-over', changes: [change] }]);
  });

  test('leaves standing what others took over', async () => {
    const world = actWorld(tables);
    await Promise.all([world.do(over), world.do({ ...over, from: later + 48 * hour, to: later + 50 * hour })]);
    expect(await world.do({ do: 'list-on-call', at: later })).toMatchObject({ schedules: [{ person: 'anna' }] });
    expect(await world.do({ do: 'list-on-call', at: later + 49 * hour })).toMatchObject({
      schedules: [{ person: 'anna' }],
    });
    expect(await world.do({ do: 'list-overrides' })).toMatchObject({ overrides: [{ until: later + 50 * hour }] });
  });

  test('leaves the rest of the section as it is deployed afterwards', async () => {
    const world = actWorld(tables);
    await world.do(over);
    world.clock.now = later + 8 * hour;
    expect(await world.do({ do: 'list-overrides' })).toMatchObject({ overrides: [] });
  });

  test.each([
    { change: { schedule: 'night' }, why: 'there is no schedule "night"; there are: primary' },
    { change: { person: 'zoe' }, why: 'there is nobody "zoe" in onCall.people; there are: anna, ben' },
    { change: { to: later }, why: 'it has to end after it begins' },
    { change: { from: now - 2 * hour, to: now - hour }, why: 'its end is over already' },
  ])('is refused in words that help: $why', async ({ change, why }) => {
    const world = actWorld(tables);
    expect(await world.do({ ...over, ...change })).toEqual({ kind: 'refused', why });
  });
});
