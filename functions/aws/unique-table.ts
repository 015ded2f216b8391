import { paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { bucketText, second } from '../core/time.ts';
import { countPeople, type PeopleCount, type PeopleDay, peopleKept, slotLimit } from '../core/unique.ts';
import type { NotePeopleDeps } from '../count/note-people.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

type Table = { client: Dynamo; tableName: string };

/** So many slots are remembered: a few days of a few tenants. */
const rememberedSlots = 2000;

function partition({ tenant, set, dayStart }: PeopleDay): string {
  return `${tenant}#unique#${set}#${bucketText(dayStart)}`;
}

/**
 * Adds people to the sets of a day: item `tenant#unique#<set>#<day start>`, `<level>#<split>`, a string set. To add to a
 * set is idempotent, so no mark is needed. What a slot is known to hold is not added again, for sets only grow.
 */
export function uniqueWriter({ client, tableName }: Table): NotePeopleDeps['addPeople'] {
  const held = new Map<string, Set<string>>();
  const full = new Set<string>();

  return async (slot, hashes) => {
    const Key = { pk: partition(slot), sk: `${slot.level}#${slot.split}` };
    const name = `${Key.pk} ${Key.sk}`;
    const holds = held.get(name) ?? new Set();
    const missing = hashes.filter((hash) => !holds.has(hash));
    if (full.has(name) || missing.length === 0) return;
    if (held.size + full.size >= rememberedSlots) for (const memory of [held, full]) memory.clear();
    if (await add({ client, tableName }, Key, missing, slot.dayStart)) {
      held.set(name, new Set([...holds, ...missing]));
    } else {
      held.delete(name);
      full.add(name);
    }
  };
}

function add({ client, tableName }: Table, Key: Record<string, string>, hashes: readonly string[], dayStart: number) {
  return unlessRefused(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key,
        UpdateExpression: 'ADD seen :hashes SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(seen) OR size(seen) < :limit',
        ExpressionAttributeValues: {
          ':hashes': new Set(hashes),
          ':limit': slotLimit,
          ':expiresAt': Math.ceil((dayStart + peopleKept) / second),
        },
      }),
    ),
  );
}

/** How many different people a day has seen so far; `undefined` once its sets have expired. One query of one page. */
export function uniqueReader({ client, tableName, now }: Table & { now(): number }) {
  return async (people: PeopleDay): Promise<PeopleCount | undefined> => {
    if (now() >= people.dayStart + peopleKept) return undefined;
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(people) },
      },
    );
    const slots: { level: number; size: number }[] = [];
    for await (const { Items = [] } of pages) slots.push(...Items.map(slotSize));
    return countPeople(slots);
  };
}

function slotSize({ sk, seen }: Record<string, unknown>) {
  return { level: Number.parseInt(String(sk), 10), size: seen instanceof Set ? seen.size : 0 };
}
