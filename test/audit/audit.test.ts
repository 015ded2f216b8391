import { expect, test } from 'vitest';
import { type AuditDeps, audit } from '../../functions/audit/audit.ts';
import { takeAuditRequest } from '../../functions/audit/audit-request.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { rememberingLog } from '../support/fakes.ts';
import { auditWorld, delivered } from './support/audit-world.ts';

const hourStart = start - (start % hour);
/** When the first look is at the hour of `start`. */
const firstLook = hourStart + 28 * hour;

function setUp(at: number) {
  const world = auditWorld([delivered('a', { labels: { carrier: 'AT&T', country: 'US', user: 'u-1' } })]);
  const cursors = new Map<string, number>();
  const published: number[] = [];
  const log = rememberingLog();
  const clock = { now: at };
  const deps: AuditDeps = {
    ...world.depsAt(at),
    now: () => clock.now,
    tenants: { main: { timeZone: 'UTC' } },
    cursor: (name) => ({
      read: async () => cursors.get(name),
      move: async (to) => {
        const moves = (cursors.get(name) ?? 0) < to;
        if (moves) cursors.set(name, to);
        return moves;
      },
    }),
    metric: (name, value) => name === metricNames.counterDrift && published.push(value),
    log,
  };
  const spoil = (dimension: string) => {
    const item = [...world.items.values()].find((one) => one.dimension === dimension);
    if (item === undefined) throw new Error(`no counter of ${dimension}`);
    item.measures['o.delivered'] = 5;
    return item;
  };
  return { world, deps, cursors, published, log, clock, spoil };
}

test('publishes 0 where counters equal the journal', async () => {
  const { deps, published, log } = setUp(firstLook);
  expect(await audit(firstLook, deps)).toMatchObject({ hours: 3, left: 0, drift: 0 });
  expect(published).toEqual([0]);
  expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([]);
});

test('publishes by how much counters differ, logs in what, and repairs nothing', async () => {
  const { deps, published, log, spoil } = setUp(firstLook);
  const item = spoil('carrier');
  await audit(firstLook, deps);
  expect(published).toEqual([4]);
  expect(item.measures['o.delivered']).toBe(5);
  expect(log.lines.map(({ message }) => message)).toEqual(
    expect.arrayContaining(['counters differ from the journal', 'a measure differs']),
  );
});

test('looks at each hour once a day after, and at its users and itself again when all is quiet', async () => {
  const { deps, published, spoil } = setUp(firstLook);
  spoil('user');
  await audit(firstLook, deps);
  await audit(firstLook, deps);
  expect(published).toEqual([0, 0]);
  const midnight = hourStart - (hourStart % day) + day;
  const secondLook = midnight + 5 * day + 2 * hour;
  await audit(secondLook, { ...deps, now: () => secondLook });
  expect(published[2]).toBe(4);
});

test('goes on where the last run ended, when time is up or a run was missed', async () => {
  const { deps, cursors, clock } = setUp(firstLook);
  await audit(firstLook, deps);
  const later = firstLook + 3 * hour;
  clock.now = later;
  const pause = async () => {
    clock.now += 6 * minute;
  };
  expect(await audit(later, { ...deps, pause })).toMatchObject({ hours: 2, left: 7 });
  expect(await audit(later, deps)).toMatchObject({ hours: 7, left: 0 });
  expect(cursors.get('audit#main#first')).toBe(hourStart + 3 * hour);
});

test('passes over the users of a day that takes too long, and says so', async () => {
  const { deps, log, clock, cursors, spoil } = setUp(firstLook);
  spoil('user');
  await audit(firstLook, deps);
  const midnight = hourStart - (hourStart % day) + day;
  clock.now = midnight + 5 * day + 2 * hour;
  cursors.set('audit#main#first', clock.now).set('audit#main#second', clock.now);
  async function* slowly(...asked: Parameters<typeof deps.startedIn>) {
    for await (const page of deps.startedIn(...asked)) {
      clock.now += hour;
      yield page;
    }
  }
  const ended = clock.now;
  const before = cursors.get('audit#main#users') ?? 0;
  expect(await audit(ended, { ...deps, startedIn: slowly })).toMatchObject({ drift: 0 });
  expect(log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
    'users of a day not audited: one run is too short for them',
  ]);
  expect(cursors.get('audit#main#users')).toBeGreaterThan(before);
});

test('recounts the hour or day that a person asks for, and says what it cannot', async () => {
  const { deps, spoil } = setUp(firstLook);
  spoil('carrier');
  const how = { tenant: 'main', quietMs: hour, repair: true };
  expect(await takeAuditRequest({ hour: hourStart, ...how }, deps)).toMatchObject({ kind: 'recounted', repaired: 1 });
  const today = hourStart - (hourStart % day);
  expect(await takeAuditRequest({ day: today, ...how }, deps)).toMatchObject({ kind: 'recounted', equal: 1 });
  const refused = (asked: object) => takeAuditRequest({ ...how, ...asked }, deps);
  expect(await refused({ hour: hourStart, tenant: 'nobody' })).toMatchObject({
    why: expect.stringContaining('nobody'),
  });
  expect(await refused({ hour: hourStart - 95 * day })).toMatchObject({ why: 'the journal no longer has it' });
  expect(await refused({ day: today + hour })).toMatchObject({ why: 'no day of UTC starts then' });
  await expect(takeAuditRequest({ hour: hourStart + minute, ...how }, deps)).rejects.toThrow();
});
