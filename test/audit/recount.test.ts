import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recountHour } from '../../functions/audit/recount.ts';
import { recountUsers } from '../../functions/audit/recount-users.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { journalEvent, start } from '../support/events.ts';
import { auditWorld, delivered, entryOf } from './support/audit-world.ts';

const twoDays = start + 2 * day;
const what = { tenant: 'main', hour: start - (start % hour), quietMs: 25 * hour, repair: false };
const today = { tenant: 'main', zone: 'UTC', day: start - (start % day), quietMs: 25 * hour, repair: false };

const labels = { carrier: 'AT&T', country: 'US', campaign: 'spring', user: 'u-1' };
const journal = () => [
  delivered('a'),
  delivered('b', { provider: 'telnyx', labels, at: start + 7 * minute }),
  entryOf(journalEvent('undelivered', { id: 'c', key: 'c', errorCode: '30003', countedCode: '30003', labels })),
  delivered('of the hour before', { at: start - hour }),
  delivered('of a half-hour zone', { at: start, zone: 'Asia/Kolkata' }),
];

test('what was counted as it should be has no drift', async () => {
  const drift = await recountHour(what, auditWorld(journal()).depsAt(twoDays));
  expect(drift).toMatchObject({ equal: drift.items, drift: 0, drifting: 0, moving: 0 });
  expect(drift.items).toBeGreaterThan(20);
});

test('every single change of a stored measure is found, put right, and found no more', async () => {
  const size = auditWorld(journal()).recounted(what.hour).length;
  await fc.assert(
    fc.asyncProperty(fc.nat(size - 1), fc.nat(), fc.integer({ min: -5, max: 5 }), async (index, which, change) => {
      fc.pre(change !== 0);
      const world = auditWorld(journal());
      const item = world.recounted(what.hour)[index];
      if (item === undefined) throw new Error('no item');
      const names = [...Object.keys(item.measures), 'o.conflict', 'x.code.9'].filter((name) => !name.startsWith('t.'));
      const name = names[which % names.length] ?? '';
      const right = { ...item.measures };
      item.measures[name] = (right[name] ?? 0) + change;
      const deps = world.depsAt(twoDays);
      const found = await recountHour(what, deps);
      expect(found).toMatchObject({ drifting: 1, drift: Math.abs(change) });
      expect(found.differences).toMatchObject([
        { measure: name, stored: item.measures[name], counted: right[name] ?? 0 },
      ]);
      expect(await recountHour({ ...what, repair: true }, deps)).toMatchObject({ repaired: 1, drifting: 0 });
      expect(await recountHour({ ...what, repair: true }, deps)).toMatchObject({ repaired: 0, drift: 0 });
      expect(world.recounted(what.hour)[index]?.measures).toEqual(right);
    }),
    { numRuns: 300 },
  );
});

test('a counter that is missing is written whole, and one that should not be is emptied', async () => {
  const world = auditWorld(journal());
  const [missing, stray] = world.recounted(what.hour).filter(({ dimension }) => dimension === 'campaign');
  if (!missing || !stray) throw new Error('no campaign counters');
  world.remove(missing);
  world.put({ ...stray, value: 'nobody' });
  const deps = world.depsAt(twoDays);
  expect(await recountHour({ ...what, repair: true }, deps)).toMatchObject({ repaired: 2 });
  expect(await recountHour(what, deps)).toMatchObject({ drift: 0 });
});

describe('what moves is left alone', () => {
  const wrong = async (entries: ReturnType<typeof journal>, now: number, value?: string) => {
    const world = auditWorld(entries);
    for (const item of world.recounted(what.hour)) {
      if (value === undefined || item.value === value) item.measures['o.sent'] = 99;
    }
    return recountHour({ ...what, repair: true }, world.depsAt(now));
  };

  test('a counter of an entry that changed within the quiet time', async () => {
    const young = delivered('a', { receivedAt: twoDays - 24 * hour });
    expect(await wrong([young], twoDays)).toMatchObject({ repaired: 0, drift: 0, equal: 0 });
    expect(await wrong([delivered('a')], twoDays)).toMatchObject({ moving: 0, equal: 0 });
  });

  test('a counter of an entry that came in long ago and was written only now', async () => {
    const spilled = { ...delivered('a'), writtenAt: twoDays - minute };
    expect(await wrong([spilled], twoDays)).toMatchObject({ repaired: 0, drift: 0, equal: 0 });
  });

  test('a scope that an entry may just have left', async () => {
    const told = { receivedAt: twoDays - hour, errorCode: '30003', countedCode: '30003', id: 'a', key: 'a' };
    const corrected = entryOf(
      journalEvent('undelivered', told),
      journalEvent('delivered', { ...told, labels: { carrier: 'AT&T', country: 'CA' } }),
    );
    const world = auditWorld([corrected]);
    const [item] = world.recounted(what.hour).filter(({ granularity }) => granularity === 'hour');
    if (!item) throw new Error('no item');
    for (const [dimension, value] of [
      ['carrier', 'twilio|unknown'],
      ['errorCode', 'twilio|30003'],
    ] as const) {
      world.put({ ...item, dimension, value, measures: { 'o.started': 1 } });
    }
    const drift = await recountHour({ ...what, repair: true }, world.depsAt(twoDays));
    expect(drift).toMatchObject({ moving: 2, repaired: 0, drift: 0 });
  });

  test('a minute that took no more counts when its entry changed', async () => {
    const late = delivered('a', { receivedAt: start + 25 * hour });
    const drift = await wrong([late], start + 52 * hour);
    expect(drift.late).toBeGreaterThan(0);
    expect(drift.differences.filter(({ granularity }) => granularity === 'minute')).toEqual([]);
  });

  test('a counter that was added to since it was read', async () => {
    const world = auditWorld([delivered('a')]);
    for (const item of world.recounted(what.hour)) item.measures['o.sent'] = 99;
    const deps = world.depsAt(twoDays);
    const pause = async () => {
      for (const item of world.recounted(what.hour)) item.rev += 1;
    };
    const drift = await recountHour({ ...what, repair: true }, { ...deps, pause });
    expect(drift).toMatchObject({ repaired: 0, drift: 0, moving: drift.items });
  });
});

test('the journal is read after the counters, and after a pause', async () => {
  const order: string[] = [];
  const deps = auditWorld(journal()).depsAt(twoDays);
  await recountHour(what, {
    ...deps,
    stored: async (...asked) => {
      order.push('counters');
      return deps.stored(...asked);
    },
    pause: async () => {
      order.push('pause');
    },
    startedIn: (...asked) => {
      order.push('journal');
      return deps.startedIn(...asked);
    },
  });
  expect([...new Set(order)]).toEqual(['counters', 'pause', 'journal']);
});

test('users are recounted by their day', async () => {
  const world = auditWorld(journal());
  const deps = world.depsAt(twoDays);
  expect(await recountUsers(today, deps)).toMatchObject({ items: 1, equal: 1 });
  const [item] = [...world.items.values()].filter(({ dimension }) => dimension === 'user');
  if (!item) throw new Error('no user');
  item.measures['o.started'] = 7;
  expect(await recountUsers({ ...today, repair: true }, deps)).toMatchObject({ repaired: 1, drift: 5 });
  expect(await recountUsers(today, deps)).toMatchObject({ equal: 1, drift: 0 });
});
