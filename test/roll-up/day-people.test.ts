import { describe, expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { hour } from '../../functions/core/time.ts';
import type { PeopleCount, PeopleSet } from '../../functions/core/unique.ts';
import { type DayPeopleDeps, dayPeople } from '../../functions/roll-up/day-people.ts';

/** Midnight in New York. */
const start = Date.UTC(2025, 5, 2, 4);
const day = { tenant: 'main', zone: 'America/New_York', start };

type Told = { senders?: PeopleCount; users?: PeopleCount; now?: number };

function dayAfter(standing: Measures, { now = start + hour, ...counts }: Told) {
  const known: Partial<Record<PeopleSet, PeopleCount>> = counts;
  const deps: DayPeopleDeps = {
    peopleOf: async ({ set }) => known[set],
    consentNumbers: async () => ({ 'opted-out': 7, 'opted-in': 90 }),
    now: () => now,
  };
  return dayPeople(day, standing, deps);
}

const exactly = (count: number): PeopleCount => ({ count, errorPermille: 0 });
const consents = { 'u.optedOut': 7, 'u.optedIn': 90 };

describe('the numbers of people of a day', () => {
  test('are those of its sets, with the error of what is estimated', async () => {
    expect(await dayAfter({}, { senders: exactly(12), users: { count: 6400, errorPermille: 22 } })).toEqual({
      'u.senders': 12,
      'u.users': 6400,
      'u.usersErrorPermille': 22,
      ...consents,
    });
  });

  test('never fall: an estimate below what was known leaves it, with its error', async () => {
    const estimate = { count: 4600, errorPermille: 22 };
    expect(await dayAfter({ 'u.senders': 4900 }, { senders: estimate })).toEqual({ 'u.senders': 4900, ...consents });
    expect(await dayAfter({ 'u.senders': 4500 }, { senders: estimate })).toMatchObject({
      'u.senders': 4600,
      'u.sendersErrorPermille': 22,
    });
  });

  test('outlast their sets', async () => {
    const standing = { 'u.senders': 6400, 'u.sendersErrorPermille': 22, 'u.users': 3, 'o.sent': 5 };
    const { 'o.sent': _, ...people } = standing;
    expect(await dayAfter(standing, {})).toEqual({ ...people, ...consents });
  });

  test('say how many are opted out and in as that day left it: later days do not change it', async () => {
    const standing = { 'u.optedOut': 9, 'u.optedIn': 80 };
    const lastHour = start + 23 * hour;
    expect(await dayAfter(standing, { now: lastHour })).toEqual(consents);
    expect(await dayAfter(standing, { now: lastHour + hour })).toEqual(standing);
    expect(await dayAfter({}, { now: lastHour + hour })).toEqual({});
  });
});
