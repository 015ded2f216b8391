import { expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { hour } from '../../functions/core/time.ts';
import { people } from '../../functions/query/people.ts';
import { totals } from '../../functions/query/totals.ts';
import { type Counted, fakeHistory, tenant, total } from './fake-history.ts';

const now = Date.UTC(2026, 10, 20, 12);
const dayStart = (ago: number) => Date.UTC(2026, 10, 20 - ago);
const numbers: { ago: number; measures: Measures }[] = [
  { ago: 1, measures: { 'u.senders': 198, 'u.sendersErrorPermille': 0, 'u.optedOut': 5 } },
  {
    ago: 2,
    measures: { 'u.senders': 20_000, 'u.sendersErrorPermille': 8, 'u.users': 7, 'u.optedOut': 3, 'u.optedIn': 2 },
  },
];
const counted = numbers.map(({ ago, measures }): Counted => ({ at: dayStart(ago) + hour, measures: { ...measures } }));
const span = { from: dayStart(2), to: dayStart(0) };

test('different people are told day by day, with the error of what is not exact', async () => {
  const { deps } = fakeHistory(counted, 'UTC', now);
  const { days } = await people({ tenant, ...span }, deps);
  expect(days).toEqual([
    {
      from: dayStart(2),
      to: dayStart(1),
      senders: { count: 20_000, errorPermille: 8 },
      users: { count: 7, errorPermille: 0 },
      optedOut: 3,
      optedIn: 2,
    },
    {
      from: dayStart(1),
      to: dayStart(0),
      senders: { count: 198, errorPermille: 0 },
      users: { count: 0, errorPermille: 0 },
      optedOut: 5,
      optedIn: 0,
    },
  ]);
});

test('different people are in no sum', async () => {
  const { deps } = fakeHistory(counted, 'UTC', now);
  expect((await totals({ ...total, ...span }, deps)).measures).toEqual({});
});
