import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { measuresOf } from '../../functions/aws/counter-item.ts';
import { counterStore } from '../../functions/aws/counters-table.ts';
import { historyTable } from '../../functions/aws/history-table.ts';
import { rollUpTable } from '../../functions/aws/roll-up-table.ts';
import { type Counter, type CounterId, dimensions } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day } from '../../functions/core/time.ts';
import type { History } from '../../functions/query/history.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { monthEnd, monthOf, monthStart } from '../support/month.ts';
import { monthBook, monthTenants } from '../support/month-book.ts';
import { liveThroughMonth } from '../support/month-run.ts';
import { startTables } from '../support/tables.ts';

const transitions = Number(process.env.MONTH_TRANSITIONS ?? (process.env.CI === 'true' ? 2_000_000 : 200_000));
const throughTables = transitions / 100;
const words = (number: number) => number.toLocaleString('en');

test(`a month of ${words(transitions)} transitions counts what its generator knows, to the last one`, {
  timeout: 900_000,
}, async () => {
  const clock = { now: monthStart };
  const store = memoryCounters({ now: () => clock.now, retention: defaultRetention });
  // Minutes are kept for three days; those of the last one are looked at.
  const minutesFrom = monthEnd - day;
  const book = monthBook(minutesFrom);
  const sums = await liveThroughMonth(monthOf(transitions), { clock, store, book });
  expect(sums.counted).toBe(sums.changes);
  expect(book.settle(since(minutesFrom, store.items()))).toEqual([]);
});

/** All but older minutes. */
function* since(minutesFrom: number, counters: Iterable<Counter>): Iterable<Counter> {
  for (const counter of counters) if (counter.granularity !== 'minute' || counter.start >= minutesFrom) yield counter;
}

test(`${words(throughTables)} transitions of a month ten times as busy are the same in DynamoDB's tables`, {
  timeout: 900_000,
}, async () => {
  const { client, tables, stop } = await startTables();
  const clock = { now: monthStart };
  const tableName = tables.counters;
  const store = {
    ...counterStore(client, tableName, defaultRetention),
    ...rollUpTable(client, tableName, defaultRetention),
  };
  const book = monthBook(monthStart);
  await liveThroughMonth(monthOf(10 * transitions, throughTables), { clock, store, book });
  const counters = await readBack(historyTable({ client, tableName, now: () => clock.now }), book.ids());
  const read = new Set(counters.map((counter) => JSON.stringify(counterKey(counter))));
  const unread: Record<string, number>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName })) {
    for (const item of Items) {
      if (!read.has(JSON.stringify({ pk: item.pk, sk: item.sk }))) unread.push(measuresOf(item));
    }
  }
  expect(unread.filter((measures) => Object.keys(measures).length > 0)).toEqual([]);
  expect(book.settle(counters)).toEqual([]);
  await stop();
});

/** Users and minutes by their keys, all else as queries read it. */
async function readBack(history: History, ids: readonly CounterId[]): Promise<Counter[]> {
  const single = ids.filter(({ dimension, granularity }) => dimension === 'user' || granularity === 'minute');
  const counters: Counter[] = [];
  for (let at = 0; at < single.length; at += 2000) counters.push(...(await history.get(single.slice(at, at + 2000))));
  const everything = { from: monthStart - 31 * day, to: monthEnd };
  for (const tenant of Object.keys(monthTenants)) {
    for (const dimension of dimensions.filter((one) => one !== 'user')) {
      for (const granularity of ['hour', 'day', 'month'] as const) {
        counters.push(...(await history.slice({ tenant, dimension, granularity, ...everything })));
      }
    }
  }
  return counters;
}
