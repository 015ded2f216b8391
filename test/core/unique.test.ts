import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { InboundEntry } from '../../functions/core/inbound/inbound.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { day, hour } from '../../functions/core/time.ts';
import {
  acceptsPeople,
  countPeople,
  newPeople,
  type PeopleCount,
  slotLimit,
  slotOf,
} from '../../functions/core/unique.ts';
import { start } from '../support/events.ts';
import { chance } from '../support/world.ts';

const seeds = 100;

/** The count of a day on which so many different people came; slots are full as the table's are. */
function countOf(people: number, seed: number): PeopleCount {
  const random = chance(seed);
  const sizes: number[][] = Array.from({ length: 7 }, () => Array(16).fill(0));
  for (let n = 0; n < people; n += 1) {
    const hash = `${random.below(4096).toString(16).padStart(3, '0')}${random.below(16).toString(16)}`;
    const { level, split } = slotOf({ tenant: 'main', set: 'senders', dayStart: 0, hash });
    const size = sizes[level]?.[split] ?? 0;
    if (size < slotLimit) sizes[level]?.splice(split, 1, size + 1);
  }
  return countPeople(sizes.flatMap((splits, level) => splits.map((size) => ({ level, size }))));
}

describe('different people are counted', () => {
  test.each([0, 1, 17, 1000, 4000])('exactly, when they are %i', (people) => {
    for (let seed = 0; seed < 20; seed += 1) expect(countOf(people, seed)).toEqual({ count: people, errorPermille: 0 });
  });

  test.each([6_000, 20_000, 50_000])(
    `with the error that is stated, when they are %i, over ${seeds} seeds`,
    (people) => {
      const counts = Array.from({ length: seeds }, (_, seed) => countOf(people, seed));
      const deviations = counts.map(({ count, errorPermille }) => (count / people - 1) / (errorPermille / 1000));
      const mean = deviations.reduce((sum, z) => sum + z, 0) / seeds;
      const variance = deviations.reduce((sum, z) => sum + (z - mean) ** 2, 0) / seeds;
      // Deviations in units of the stated error: a normal distribution around 0 with variance 1.
      expect(Math.abs(mean)).toBeLessThan(0.35);
      expect(variance).toBeGreaterThan(0.7);
      expect(variance).toBeLessThan(1.4);
      expect(Math.max(...counts.map(({ errorPermille }) => errorPermille))).toBeLessThan(35);
    },
    120_000,
  );

  test('by the first level above every full one', () => {
    const slot = (level: number, size: number) => ({ level, size });
    expect(countPeople([slot(0, 255), slot(1, 100)])).toEqual({ count: 355, errorPermille: 0 });
    expect(countPeople([slot(0, 256), slot(1, 100)]).count).toBe(400);
    expect(countPeople([slot(0, 10), slot(1, 300), slot(2, 50), slot(3, 10)]).count).toBe(60 * 16);
    expect(countPeople([slot(0, 256), slot(6, 256)]).count).toBe(256 * 4096);
  });
});

describe('a person lies in one slot', () => {
  test.each([
    ['c00000000000', 0, 0],
    ['4000000000ff', 0, 15],
    ['3fffffffffff', 1, 15],
    ['0fffffffffff', 2, 15],
    ['003000000001', 5, 1],
    ['000fffffffff', 6, 15],
  ])('%s: level %i, split %i', (hash, level, split) => {
    expect(slotOf({ tenant: 'main', set: 'users', dayStart: 0, hash })).toMatchObject({ level, split });
  });
});

describe('a change makes known', () => {
  const inbound = (told: Partial<InboundEntry> = {}): JournalEntry => ({
    kind: 'inbound',
    key: 'main#twilio#inbound#1',
    rev: 1,
    countedAs: 1,
    tenant: 'main',
    provider: 'twilio',
    id: '1',
    startedAt: start,
    zone: 'America/New_York',
    labels: { carrier: 'unknown', country: 'US', user: 'u-1' },
    from: { hash: '0123456789abcdef0123456789abcdef', masked: '+1415•••0123', country: 'US' },
    updatedAt: start,
    channel: 'sms',
    class: 'other',
    ...told,
  });
  const labels = { carrier: 'unknown', country: 'US' };
  const sets = (before: JournalEntry | undefined, after: JournalEntry) =>
    newPeople(before, after).map(({ set }) => set);

  test('who wrote, and of which user it is, on the local day', () => {
    const dayStart = Date.UTC(2025, 5, 2, 4);
    const user = createHash('sha256').update('u-1').digest('hex').slice(0, 12);
    expect(newPeople(undefined, inbound())).toEqual([
      { tenant: 'main', set: 'senders', dayStart, hash: '0123456789ab' },
      { tenant: 'main', set: 'users', dayStart, hash: user },
    ]);
  });

  test('nobody twice, and what is learnt later once', () => {
    expect(sets(inbound(), inbound({ class: 'stop' }))).toEqual([]);
    expect(sets(inbound({ labels }), inbound())).toEqual(['users']);
    expect(sets(inbound({ from: undefined }), inbound())).toEqual(['senders']);
  });

  test('nobody when the person is forgotten', () => {
    expect(sets(inbound(), inbound({ from: undefined, labels, forgotten: true }))).toEqual([]);
  });
});

test('a day takes nobody in the last two days of its sets, so that none is born again', () => {
  const people = { tenant: 'main', set: 'users', dayStart: start } as const;
  expect(acceptsPeople(people, start + 6 * day - hour)).toBe(true);
  expect(acceptsPeople(people, start + 6 * day)).toBe(false);
});
