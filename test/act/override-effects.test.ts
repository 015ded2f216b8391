import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomeLines } from '../../functions/act/outcome-lines.ts';
import { day, hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const schedule = { people: ['anna', 'ben'], start: '2026-01-05', handOff: '09:30' };
const people = { anna: { name: 'Anna Ruiz' }, ben: { name: 'Ben Okafor' } };
const onCall = { people, schedules: { primary: schedule } };
const ladder = { ladder: { steps: [{ after: '0m', to: ['slack'] }] } };
const climbing = [{ to: ['slack'], escalate: 'ladder' }];
const takeOver = { do: 'take-over', schedule: 'primary', person: 'anna' } as const;

describe('a take-over within a section that was set', () => {
  test('for a while leaves it its time', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'onCall', value: onCall, for: 8 * hour });
    expect(await world.do({ ...takeOver, from: now + hour, to: now + 8 * hour })).toMatchObject({ kind: 'done' });
    expect(await world.deps.overrides(world.tenant)).toMatchObject([{ until: now + 8 * hour }]);
  });

  test('for a while is refused beyond its time, and says what to do', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'onCall', value: onCall, for: 8 * hour });
    expect(await world.do({ ...takeOver, from: now + 20 * day, to: now + 21 * day })).toEqual({
      kind: 'refused',
      why: expect.stringMatching(
        /^onCall is overridden until 2026-11-22T03:15Z: .*`wirewatch override remove onCall`$/,
      ),
    });
    expect(await world.deps.overrides(world.tenant)).toMatchObject([{ until: now + 8 * hour }]);
  });

  test('for good leaves it for good', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'onCall', value: onCall });
    await world.do({ ...takeOver, from: now + hour, to: now + 2 * hour });
    expect((await world.deps.overrides(world.tenant))[0]).not.toHaveProperty('until');
  });

  test('is lost by none of three who take over at once', async () => {
    const world = actWorld(tables);
    const at = [1, 3, 5].map((hours) => now + hours * hour);
    await Promise.all(at.map((from) => world.do({ ...takeOver, from, to: from + hour })));
    const [override] = await world.deps.overrides(world.tenant);
    expect(override).toMatchObject({
      until: now + 6 * hour,
      value: { schedules: { primary: { overrides: [{}, {}, {}] } } },
    });
  });
});

describe('what does not apply any more is told', () => {
  test('when the section that it needs is given back', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'escalations', value: ladder });
    await world.do({ do: 'set-override', section: 'routes', value: climbing });
    const outcome = await world.do({ do: 'remove-override', section: 'escalations' });
    expect(outcomeLines(outcome).at(-1)).toMatch(
      /^Note: the override of routes does not apply: "ladder" is not in escalations \(routes\[0\]\.escalate\)$/,
    );
  });

  test('when the time of the section that it needs will be over', async () => {
    const world = actWorld(tables);
    await world.do({ do: 'set-override', section: 'escalations', value: ladder, for: 8 * hour });
    expect(await world.do({ do: 'set-override', section: 'routes', value: climbing })).toMatchObject({
      notes: [expect.stringContaining('the override of routes does not apply from 2026-11-22T03:15Z on: "ladder"')],
    });
  });
});

describe('the audit of a section', () => {
  test('names what was added, removed and changed, with a hash, and nobody’s number or address', async () => {
    const world = actWorld(tables);
    const anna = { name: 'Anna Ruiz', phone: '+14155550123', email: 'anna@example.com' };
    const carol = { name: 'Carol', phone: '+14155550199' };
    const schedules = { primary: { ...schedule, people: ['anna'] }, night: { ...schedule, people: ['carol'] } };
    const value = { people: { anna, carol }, schedules };
    await world.do({ do: 'set-override', section: 'onCall', value, for: hour });
    const [record] = await world.audited();
    expect(record?.changes[0]?.after).toMatch(
      /^changed people\.anna, schedules\.primary; added people\.carol, schedules\.night; removed people\.ben \(\w{12}\) until 2026-11-21T20:15Z$/,
    );
    expect(JSON.stringify(record)).not.toMatch(/4155550|example\.com/);
  });

  test('says of another number only whose it is: the hash is the same', async () => {
    const world = actWorld(tables);
    const value = (phone: string) => ({ ...onCall, people: { ...people, anna: { name: 'Anna Ruiz', phone } } });
    await world.do({ do: 'set-override', section: 'onCall', value: value('+14155550123') });
    world.clock.now += 1;
    await world.do({ do: 'set-override', section: 'onCall', value: value('+14155550199') });
    const [last, first] = (await world.audited()).map(({ changes }) => changes[0]?.after);
    expect(last).toMatch(/^changed people\.anna \(/);
    expect(last).toBe(first);
  });
});
