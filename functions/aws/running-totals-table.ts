import { GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RunningId, RunningTotal } from '../core/running-total.ts';
import { hour } from '../core/time.ts';
import type { Addition, CounterStore } from '../count/apply-counter.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

type Table = { client: Dynamo; tableName: string; now(): number };

/** A stream holds records for 24 hours: nothing of a shard that was counted longer ago can come again. */
const marksKept = 48 * hour;

/** So many marks are taken off in one write: an expression holds 4 KB. */
const mostMarks = 40;

/**
 * Running totals: items `<tenant>#running`, `<provider>` of the counters table. Beside each shard's mark lies when it last
 * moved, in hours since 1970, so that those of shards that are no more can be taken off: shards come and go for years.
 */
export function runningTotals({ client, tableName, now }: Table): CounterStore<RunningId> {
  return {
    add: (addition) =>
      unlessRefused(client.send(new UpdateCommand({ TableName: tableName, ...update(addition, now()) }))),
    async mark(id, mark) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: keyOf(id), ConsistentRead: true }),
      );
      const value: unknown = Item?.[mark];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

/** Consistent: a total that fell, for having been read from a copy that is behind, would look like a new beginning. */
export function runningTotalsReader({ client, tableName }: Omit<Table, 'now'>) {
  return async (tenant: string): Promise<RunningTotal[]> => {
    const items = await itemsOf({ client, tableName }, tenant);
    return items.map((item) => {
      const counted = Object.entries(item).filter(([name]) => name.startsWith('t.'));
      const measures = Object.fromEntries(counted.map(([name, amount]) => [name, Number(amount)]));
      return { tenant, provider: String(item.sk), measures };
    });
  };
}

/** Takes off the marks of shards that nothing can come of any more. A mark that has moved meanwhile stays. */
export function runningMarksPruner({ client, tableName, now }: Table) {
  return async (tenant: string): Promise<void> => {
    for (const item of await itemsOf({ client, tableName }, tenant)) {
      const old = Object.entries(item).filter(
        ([name, hours]) => name.startsWith('@') && Number(hours) * hour < now() - marksKept,
      );
      const some = old.slice(0, mostMarks);
      if (some.length === 0) continue;
      const names = some.flatMap(([name], index) => [
        [`#h${index}`, name],
        [`#m${index}`, `~${name.slice(1)}`],
      ]);
      const prune = new UpdateCommand({
        TableName: tableName,
        Key: { pk: item.pk, sk: item.sk },
        UpdateExpression: `REMOVE ${names.map(([ref]) => ref).join(', ')}`,
        ConditionExpression: some.map((_, index) => `#h${index} = :h${index}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: Object.fromEntries(some.map(([, hours], index) => [`:h${index}`, hours])),
      });
      await unlessRefused(client.send(prune));
    }
  };
}

function keyOf({ tenant, provider }: RunningId) {
  return { pk: `${tenant}#running`, sk: provider };
}

async function itemsOf({ client, tableName }: Omit<Table, 'now'>, tenant: string): Promise<Record<string, unknown>[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keyOf({ tenant, provider: '' }).pk },
    },
  );
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

function update({ counter, measures, mark, moveTo, expect }: Addition<RunningId>, now: number) {
  const amounts = Object.entries(measures);
  const adds = amounts.map((_, index) => `#m${index} :m${index}`);
  const condition = 'below' in expect ? { ':seen': expect.below } : { ':seen': expect.is };
  return {
    Key: keyOf(counter),
    UpdateExpression: `${adds.length > 0 ? `ADD ${adds.join(', ')} ` : ''}SET #mark = :moveTo, #hours = :hours`,
    ConditionExpression: conditionOf(expect),
    ExpressionAttributeNames: {
      '#mark': mark,
      '#hours': `@${mark.slice(1)}`,
      ...Object.fromEntries(amounts.map(([name], index) => [`#m${index}`, name])),
    },
    ExpressionAttributeValues: {
      ':moveTo': moveTo,
      ':hours': Math.floor(now / hour),
      ...(condition[':seen'] !== undefined && condition),
      ...Object.fromEntries(amounts.map(([, amount], index) => [`:m${index}`, amount])),
    },
  };
}

function conditionOf(expect: Addition['expect']): string {
  if ('below' in expect) return 'attribute_not_exists(#mark) OR #mark < :seen';
  return expect.is === undefined ? 'attribute_not_exists(#mark)' : '#mark = :seen';
}
