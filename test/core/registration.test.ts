import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import { contributions } from '../../functions/core/contributions.ts';
import type { ReadyRegistration } from '../../functions/core/registration/event.ts';
import {
  advanceRegistration,
  type RegistrationEntry,
  tallyRegistration,
} from '../../functions/core/registration/registration.ts';
import { day, minute } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';

function news(
  id: string,
  after: number,
  status: ReadyRegistration['status'],
  told: Partial<ReadyRegistration> = {},
): ReadyRegistration {
  return {
    kind: 'registration',
    key: 'main#telnyx#registration#campaign:c-1',
    tenant: 'main',
    provider: 'telnyx',
    id,
    unit: 'campaign',
    unitId: 'c-1',
    zone: 'UTC',
    at: start + after,
    startedAt: start + after,
    receivedAt: start + after,
    labels: { carrier: 'unknown', country: 'unknown' },
    status,
    word: (status ?? 'billed').toUpperCase(),
    ...told,
  };
}

function entryAfter(...events: ReadyRegistration[]): RegistrationEntry {
  let entry: RegistrationEntry | undefined;
  for (const event of events) entry = advanceRegistration(entry, event);
  if (!entry) throw new Error('no news');
  return entry;
}

const life = [
  news('n-1', 0, 'pending'),
  news('n-2', 10 * minute, 'active'),
  news('n-3', 20 * minute, 'suspended', { reason: 'spam complaints' }),
  news('n-4', 30 * minute, undefined),
];

describe('a registration', () => {
  test('stands as its latest news says, whatever order it came in and however often', () => {
    const order = fc.shuffledSubarray([...life, ...life], { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(order, (arrivals) => {
        const { startedAt, updatedAt, ...entry } = entryAfter(...arrivals);
        expect(entry).toMatchObject({
          status: 'suspended',
          word: 'SUSPENDED',
          reason: 'spam complaints',
          since: start + 20 * minute,
        });
        expect(entry.changes.map(({ id }) => id)).toEqual(['n-1', 'n-2', 'n-3', 'n-4']);
      }),
    );
  });

  test('that is taken back has no reason left over', () => {
    const entry = entryAfter(...life, news('n-5', 40 * minute, 'active'));
    expect(entry).toMatchObject({ status: 'active', since: start + 40 * minute });
    expect(entry).not.toHaveProperty('reason');
  });

  test('of which only news without a status is known is pending', () => {
    expect(entryAfter(news('n-1', 0, undefined))).toMatchObject({ status: 'pending', word: 'BILLED' });
  });

  test('counts each status when it happened, once, and repeats change nothing', () => {
    const entry = entryAfter(...life);
    expect(tallyRegistration(entry).transitions).toEqual([
      { measure: 't.registration.pending', at: start },
      { measure: 't.registration.active', at: start + 10 * minute },
      { measure: 't.registration.suspended', at: start + 20 * minute },
    ]);
    expect(advance(entry, news('n-3', 20 * minute, 'suspended'))).toEqual({ kind: 'unchanged' });
    const dimensions = new Set([...contributions(entry).values()].map(({ dimension }) => dimension));
    expect([...dimensions].sort()).toEqual(['provider', 'total']);
  });

  test('forgets news that no counter knows any more, and nothing younger', () => {
    const entry = entryAfter(...life, news('n-5', 99 * day, 'active'), news('n-6', 100 * day + 5 * minute, 'expired'));
    expect(entry.changes.map(({ id }) => id)).toEqual(['n-2', 'n-3', 'n-4', 'n-5', 'n-6']);
  });
});
