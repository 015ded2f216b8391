import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CappedDimension } from '../core/label-cap.ts';
import { bucketText, day, second } from '../core/time.ts';
import type { PrepareDeps } from '../ingest/record-prepared.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** News of a message that is older than this is so rare that its day may admit new values again. */
const keptDays = 8;
const mostRefusals = 10_000;

type LabelValues = { client: Dynamo; tableName: string; limits: Readonly<Record<CappedDimension, number>> };

/**
 * Which values of a dimension a tenant's day counts apart: item `label-values#<tenant>`, `<day>#<dimension>`, a string
 * set that takes no more than the limit. Answers are remembered, for a set only ever grows.
 */
export function labelValuesTable({ client, tableName, limits }: LabelValues): PrepareDeps['admits'] {
  const admitted = new Map<string, Promise<Set<string>>>();
  const refused = new Set<string>();

  return async (tenant, dayStart, dimension, value) => {
    const Key = { pk: `label-values#${tenant}`, sk: `${bucketText(dayStart)}#${dimension}` };
    const name = `${Key.pk} ${Key.sk}`;
    if (refused.has(`${name} ${value}`)) return false;
    const set = await remembered(admitted, name, () => read(client, tableName, Key));
    if (set.has(value)) return true;
    if (await admit(client, tableName, Key, value, limits[dimension], dayStart)) {
      set.add(value);
      return true;
    }
    if (refused.size >= mostRefusals) refused.clear();
    refused.add(`${name} ${value}`);
    return false;
  };
}

type Key = { pk: string; sk: string };

/** A function lives for hours and meets few days; what failed is asked again. */
async function remembered<Value>(
  answers: Map<string, Promise<Value>>,
  name: string,
  ask: () => Promise<Value>,
): Promise<Value> {
  const present = answers.get(name);
  if (present) return present;
  if (answers.size > 1000) answers.clear();
  const answer = ask();
  answers.set(name, answer);
  answer.catch(() => answers.delete(name));
  return answer;
}

async function read(client: Dynamo, tableName: string, key: Key): Promise<Set<string>> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: key }));
  const values: unknown = Item?.admitted;
  return new Set(values instanceof Set ? [...values].map(String) : []);
}

function admit(
  client: Dynamo,
  tableName: string,
  key: Key,
  value: string,
  limit: number,
  dayStart: number,
): Promise<boolean> {
  return unlessRefused(
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: 'ADD admitted :values SET expiresAt = :expiresAt',
        ConditionExpression: 'attribute_not_exists(admitted) OR size(admitted) < :limit OR contains(admitted, :value)',
        ExpressionAttributeValues: {
          ':values': new Set([value]),
          ':value': value,
          ':limit': limit,
          ':expiresAt': Math.ceil((dayStart + keptDays * day) / second),
        },
      }),
    ),
  );
}
