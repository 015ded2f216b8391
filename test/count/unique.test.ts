import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, minute } from '../../functions/core/time.ts';
import type { JournalChange } from '../../functions/count/count.ts';
import { notePeople } from '../../functions/count/note-people.ts';
import { start } from '../support/events.ts';
import { changesOf, consentFrom, inboundFrom, modelPeople } from '../support/people.ts';
import { chance } from '../support/world.ts';

const today = Date.UTC(2025, 5, 2);
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** Delivers changes in any order, cut in any way, some again and again; nothing is left out. */
async function deliver(changes: readonly JournalChange[], seed: number, now = start) {
  const random = chance(seed);
  const people = modelPeople(() => now);
  const repeated = changes.flatMap((change) => Array<JournalChange>(random.between(1, 3)).fill(change));
  const queue = random.shuffled(repeated);
  while (queue.length > 0) await notePeople(queue.splice(0, random.between(1, 40)), people.deps);
  return people;
}

describe('whatever is delivered again, re-cut or out of order', () => {
  test('people of a day are counted once each', async () => {
    const letters = fc.array(fc.tuple(fc.nat(400), fc.nat(60), fc.nat(2 * 24 * 60)), { maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(letters, fc.integer(), async (told, seed) => {
        const events = told.map(([who, user, minutes], index) =>
          inboundFrom(hashOf(`p${who}`), `m-${index}`, today + minutes * minute, user ? `u-${user}` : undefined),
        );
        const people = await deliver(changesOf(events), seed);
        for (const dayStart of [today, today + day]) {
          const ofDay = events.filter(({ startedAt }) => startedAt >= dayStart && startedAt < dayStart + day);
          const senders = new Set(ofDay.map(({ from }) => from?.hash)).size;
          const users = new Set(ofDay.flatMap(({ labels }) => labels.user ?? [])).size;
          const exactly = (count: number) => ({ count, errorPermille: 0 });
          expect(people.count({ tenant: 'main', set: 'senders', dayStart })).toEqual(exactly(senders));
          expect(people.count({ tenant: 'main', set: 'users', dayStart })).toEqual(exactly(users));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a person’s consent is what they said last', async () => {
    const words = fc.array(fc.tuple(fc.nat(4), fc.nat(20), fc.boolean()), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(words, fc.integer(), async (said, seed) => {
        const events = said.map(([who, minutes, out], index) =>
          consentFrom(
            `p${who}`,
            String(index).padStart(3, '0'),
            start + minutes * minute,
            out ? 'opted-out' : 'opted-in',
          ),
        );
        const { consents } = await deliver(changesOf(events), seed);
        // Of what is said at the same time, the entry with the later key counts: here the one told last.
        const expected = new Map(
          said
            .map(([who, minutes, out]) => ({ who, minutes, status: out ? 'opted-out' : 'opted-in' }))
            .sort((one, other) => one.minutes - other.minutes)
            .map(({ who, minutes, status }) => [`main p${who}`, { status, since: start + minutes * minute }]),
        );
        expect(consents.size).toBe(expected.size);
        for (const [who, standing] of expected) expect(consents.get(who)).toMatchObject(standing);
      }),
      { numRuns: 500 },
    );
  });
});

test('news that is too old for its day’s sets is left out', async () => {
  const changes = changesOf([inboundFrom(hashOf('a'), 'm', today)]);
  const senders = { tenant: 'main', set: 'senders', dayStart: today } as const;
  expect((await deliver(changes, 1, today + 6 * day - 1)).count(senders).count).toBe(1);
  expect((await deliver(changes, 1, today + 6 * day)).count(senders).count).toBe(0);
});

test('a batch writes each slot and each person’s consent once', async () => {
  const letters = Array.from({ length: 500 }, (_, n) => inboundFrom(hashOf(`p${n % 100}`), `m-${n}`, start));
  const words = [1, 2, 3].map((n) => consentFrom('p', `c-${n}`, start + n, n === 3 ? 'opted-in' : 'opted-out'));
  const writes: string[] = [];
  const noted = await notePeople(changesOf([...letters, ...words]), {
    addPeople: async ({ level, split }) => {
      writes.push(`${level} ${split}`);
    },
    keepConsent: async ({ status }) => {
      writes.push(status);
    },
    now: () => start,
  });
  expect(new Set(writes).size).toBe(writes.length);
  expect(writes.filter((write) => write.startsWith('opted'))).toEqual(['opted-in']);
  expect(noted).toEqual({ slots: writes.length - 1, consents: 1 });
});
