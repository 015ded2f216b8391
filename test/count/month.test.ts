import { expect, test } from 'vitest';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day } from '../../functions/core/time.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { monthEnd, monthOf, monthStart } from '../support/month.ts';
import { type Counted, monthBook } from '../support/month-book.ts';
import { liveThroughMonth } from '../support/month-run.ts';

const transitions = Number(process.env.MONTH_TRANSITIONS ?? (process.env.CI === 'true' ? 2_000_000 : 200_000));

/** Minutes are kept for three days; those of the last one are looked at. */
const minutesFrom = monthEnd - day;

test(`a month of ${transitions.toLocaleString('en')} transitions counts what its generator knows, to the last one`, {
  timeout: 900_000,
}, async () => {
  const clock = { now: monthStart };
  const store = memoryCounters({ now: () => clock.now, retention: defaultRetention });
  const book = monthBook(minutesFrom);
  const sums = await liveThroughMonth(monthOf(transitions), { clock, store, book });
  const { differences } = book.settle(kept(store.items()));
  expect(differences).toEqual([]);
  expect(sums.counted).toBe(sums.changes);
});

/** What the book knows too. */
function* kept(counters: Iterable<Counted>) {
  for (const counter of counters) if (counter.granularity !== 'minute' || counter.start >= minutesFrom) yield counter;
}
