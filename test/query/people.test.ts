import { describe, expect, test } from 'vitest';
import type { Counter } from '../../functions/core/counter.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { type PeopleCount, type PeopleDay, peopleKept } from '../../functions/core/unique.ts';
import { consents } from '../../functions/query/consents.ts';
import { people } from '../../functions/query/people.ts';
import { type Counted, fakeHistory, tenant } from './fake-history.ts';

const zone = 'America/New_York';
/** 12:30 of 20 November in New York. */
const now = Date.UTC(2026, 10, 20, 17, 30);
const midnight = (daysAgo: number) => Date.UTC(2026, 10, 20 - daysAgo, 5);
const exactly = (count: number): PeopleCount => ({ count, errorPermille: 0 });

describe('different people of a day', () => {
  /** Sets as they are kept, and what the roll-up wrote on the days. */
  function setUp(sets: Record<number, PeopleCount>, written: Record<number, Counter['measures']>, counted: Counted[]) {
    const { deps } = fakeHistory(counted, zone, now);
    const get: typeof deps.history.get = async (ids) => {
      const found = await deps.history.get(ids);
      return ids.flatMap((id) => {
        const item = found.find(({ granularity, start }) => granularity === id.granularity && start === id.start);
        const people = id.granularity === 'day' ? written[id.start] : undefined;
        return item || people ? [{ ...id, measures: { ...item?.measures, ...people } }] : [];
      });
    };
    const peopleOf = async ({ set, dayStart }: PeopleDay) =>
      now >= dayStart + peopleKept ? undefined : (set === 'senders' && sets[dayStart]) || exactly(0);
    return { ...deps, history: { ...deps.history, get }, peopleOf };
  }
  const letters = (at: number, received: number): Counted => ({ at, measures: { 'o.inbound.received': received } });

  test('come from its sets while they are kept, then from the day’s item, with their error', async () => {
    const estimate = { 'u.senders': 6400, 'u.sendersErrorPermille': 22, 'u.users': 12 };
    const deps = setUp(
      { [midnight(0)]: exactly(198), [midnight(1)]: exactly(3) },
      { [midnight(1)]: { 'u.senders': 2 }, [midnight(10)]: estimate },
      [letters(now - hour, 245), letters(midnight(1) + hour, 6), letters(midnight(10) + hour, 12_800)],
    );
    const { days } = await people({ tenant, from: midnight(10), to: now }, deps);
    expect(days).toHaveLength(11);
    expect(days[10]).toMatchObject({ from: midnight(0), senders: exactly(198), users: exactly(0) });
    expect(days[10]?.perSender.value).toBeCloseTo(1.24, 2);
    expect(days[9]).toMatchObject({ senders: exactly(3), perSender: { of: 6, over: 3, value: 2 } });
    expect(days[0]).toMatchObject({ senders: { count: 6400, errorPermille: 22 }, users: exactly(12) });
    expect(days[0]?.perSender.value).toBe(2);
    expect(days[5]).toMatchObject({ senders: exactly(0), perSender: { of: 0, over: 0 } });
  });

  test('are never fewer than its item said', async () => {
    const deps = setUp(
      { [midnight(1)]: { count: 4600, errorPermille: 22 } },
      { [midnight(1)]: { 'u.senders': 4900 } },
      [],
    );
    const { days } = await people({ tenant, from: midnight(1) + hour, to: midnight(1) + 2 * hour }, deps);
    expect(days).toMatchObject([{ from: midnight(1), to: midnight(0), senders: exactly(4900) }]);
  });

  test('are none of days that have not begun', async () => {
    const { days } = await people({ tenant, from: now, to: now + 5 * day }, setUp({}, {}, []));
    expect(days).toEqual([]);
  });
});

describe('consent', () => {
  const out = (at: number, amount: number): Counted => ({ at, measures: { 'o.consent.opted-out': amount } });
  const of = (counted: Counted[], numbers = { 'opted-out': 60, 'opted-in': 940 }) =>
    consents(tenant, { ...fakeHistory(counted, zone, now).deps, consentNumbers: async () => numbers });

  test('is how many people are opted in and out, by what each said last', async () => {
    expect(await of([])).toMatchObject({
      optedIn: { of: 940, over: 1000, value: 0.94 },
      optedOut: { of: 60, over: 1000, value: 0.06 },
    });
    expect((await of([], { 'opted-out': 0, 'opted-in': 0 })).optedOut).toEqual({ of: 0, over: 0 });
  });

  test('compares today with the same hours of yesterday, not with all of it', async () => {
    const counted = [
      out(midnight(0) + hour, 5),
      out(now - minute, 1),
      out(midnight(1) + hour, 8),
      out(now - 20 * hour, 90),
    ];
    const { optOuts, trend } = await of(counted);
    expect(optOuts).toEqual({ today: 6, yesterday: 98, compared: { today: 5, yesterday: 8 } });
    expect(trend).toMatchObject({ judgement: 'stable', change: '-37.5 %' });
  });

  test.each([
    [50, 10, 'worsening'],
    [10, 50, 'improving'],
    [0, 0, 'stable'],
  ])('%i opt-outs after %i are %s', async (today, yesterday, judgement) => {
    const { trend } = await of([out(midnight(0) + hour, today), out(midnight(1) + hour, yesterday)]);
    expect(trend.judgement).toBe(judgement);
  });

  test('tells the STOPs of 24 hours', async () => {
    const stop = (at: number, amount: number): Counted => ({ at, measures: { 'o.inbound.class.stop': amount } });
    expect((await of([stop(now - 2 * hour, 2), stop(now - 30 * hour, 40)])).stops).toBe(2);
  });
});
