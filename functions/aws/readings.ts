import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { addMeasures, type Dimension, historyPartition, type Measures, minutePartition } from '../core/counter.ts';
import { bucketText, hour, minute, minutesBetween, second } from '../core/time.ts';
import type { Readings } from '../rules/rule-kind.ts';
import { measuresOf, numberOf } from './counter-item.ts';
import type { Dynamo } from './dynamo.ts';

type Item = Record<string, unknown>;
type Table = { client: Dynamo; tableName: string; now(): number };

/** The counters of a tenant, as rules read them. Each partition is read once: make a new one for every tick. */
export function counterReadings(table: Table, tenant: string): Readings {
  const query = shared((pk: string, from?: string, last?: string) => queryItems(table, pk, from, last));
  return {
    async minutes(dimension: Dimension, from: number, to: number) {
      const partitions = minutesBetween(from, to).map((start) => minutePartition(tenant, dimension, start));
      const sums = new Map<string, Measures>();
      for (const item of (await Promise.all(partitions.map((pk) => query(pk)))).flat()) {
        const value = String(item.sk);
        const sum = sums.get(value) ?? {};
        addMeasures(sum, measuresOf(item));
        sums.set(value, sum);
      }
      return sums;
    },

    async hours(dimension: Dimension, value: string, from: number, to: number) {
      const pk = historyPartition(tenant, dimension, value, 'hour');
      const first = Math.ceil(from / minute) * minute;
      const sum: Measures = {};
      if (first > to - hour) return sum;
      const items = await query(pk, bucketText(first), bucketText(to - hour));
      for (const item of items) addMeasures(sum, measuresOf(item));
      return sum;
    },
  };
}

/** Asks once for the same arguments, and shares the answer. */
function shared<Args extends (string | undefined)[], Answer>(ask: (...args: Args) => Promise<Answer>) {
  const answers = new Map<string, Promise<Answer>>();
  return (...args: Args): Promise<Answer> => {
    const key = args.join('\n');
    const answer = answers.get(key) ?? ask(...args);
    answers.set(key, answer);
    return answer;
  };
}

/** Items that have expired may still be there: DynamoDB deletes them within days. */
async function queryItems(
  { client, tableName, now }: Table,
  pk: string,
  from?: string,
  last?: string,
): Promise<Item[]> {
  const range = from !== undefined && last !== undefined;
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: range ? 'pk = :pk AND sk BETWEEN :from AND :last' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk, ...(range && { ':from': from, ':last': last }) },
    },
  );
  const items: Item[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items.filter((item) => numberOf(item, 'expiresAt') * second > now());
}
