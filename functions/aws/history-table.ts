import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { dayStartsUtc, monthStartsUtc, yearStartsUtc } from '../core/calendar.ts';
import type { Counter } from '../core/counter.ts';
import { counterKey, historyPartition, historySort, minutePartition } from '../core/counter-key.ts';
import { minute, minutesBetween, second } from '../core/time.ts';
import type { History, Slice } from '../query/history.ts';
import { batchGet } from './batch-get.ts';
import { counterOf, numberOf } from './counter-item.ts';
import type { Dynamo } from './dynamo.ts';

type Item = Record<string, unknown>;
type Table = { client: Dynamo; tableName: string; now(): number };

/** The counters table as queries read it: eventually consistent, a second or less behind. */
export function historyTable(table: Table): History {
  return {
    async get(ids) {
      return countersOf(await batchGet(table, ids.map(counterKey)), table);
    },
    async slice(slice) {
      const found = await Promise.all(rangesOf(slice).map((range) => queryRange(table, range)));
      return countersOf(found.flat(), table);
    },
  };
}

type Range = { pk: string; between?: readonly [string, string] };

/** The partitions over which a slice lies, each with the part of it that is wanted. */
export function rangesOf({ tenant, dimension, granularity, ...range }: Slice): Range[] {
  const [from, to] = [nextMinute(range.from), nextMinute(range.to)];
  if (from >= to) return [];
  if (granularity === 'minute') {
    return minutesBetween(from, to).map((start) => ({ pk: minutePartition(tenant, dimension, start) }));
  }
  const starts = { hour: dayStartsUtc, day: monthStartsUtc, month: yearStartsUtc }[granularity](from, to);
  return starts.map((start) => ({
    pk: historyPartition(tenant, dimension, granularity, start),
    between: [historySort(from), historySort(to)],
  }));
}

/** Buckets start at whole minutes, and keys tell no less. */
function nextMinute(at: number): number {
  return Math.ceil(at / minute) * minute;
}

type Source = { client: Dynamo; tableName: string; consistent?: boolean };

/** All items of a range, page by page. */
export async function queryRange(
  { client, tableName, consistent = false }: Source,
  { pk, between }: Range,
): Promise<Item[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      ConsistentRead: consistent,
      KeyConditionExpression: between ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk, ...(between && { ':from': between[0], ':to': between[1] }) },
    },
  );
  const items: Item[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
}

/** Items that have expired may still be there: DynamoDB deletes them within days. */
function countersOf(items: readonly Item[], { now }: Table): Counter[] {
  return items.flatMap((item) => {
    const expired = numberOf(item, 'expiresAt') * second <= now();
    return expired ? [] : (counterOf(item) ?? []);
  });
}
