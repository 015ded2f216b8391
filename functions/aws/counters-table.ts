import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { counterKey } from '../core/counter-key.ts';
import { expiresAt, type Retention } from '../core/retention.ts';
import { second } from '../core/time.ts';
import type { Addition, CounterStore } from '../count/apply-counter.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** The counters table as `count` writes it: one conditional `ADD` per counter and batch. */
export function counterStore(client: Dynamo, tableName: string, retention: Retention): CounterStore {
  return {
    async add(addition) {
      return unlessRefused(
        client.send(new UpdateCommand({ TableName: tableName, ...additionUpdate(addition, retention) })),
      );
    },
    async mark(counter, mark) {
      const { Item } = await client.send(
        new GetCommand({
          TableName: tableName,
          Key: counterKey(counter),
          ConsistentRead: true,
          ProjectionExpression: '#mark',
          ExpressionAttributeNames: { '#mark': mark },
        }),
      );
      const value: unknown = Item?.[mark];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

/**
 * Hours also become `dirty`: the sparse index of dirty hours tells the roll-up which days to sum again. The flag travels
 * with the addition itself, so no hour is ever added to without being marked.
 */
function additionUpdate({ counter, measures, mark, moveTo, expect }: Addition, retention: Retention) {
  const amounts = Object.entries(measures);
  const adds = amounts.map((_, index) => `#m${index} :m${index}`);
  const dirty = counter.granularity === 'hour';
  return {
    Key: counterKey(counter),
    UpdateExpression: `ADD rev :one${adds.map((add) => `, ${add}`).join('')} SET #mark = :moveTo, expiresAt = :expiresAt${dirty ? ', dirty = :tenant' : ''}`,
    ConditionExpression: condition(expect),
    ExpressionAttributeNames: {
      '#mark': mark,
      ...Object.fromEntries(amounts.map(([name], index) => [`#m${index}`, name])),
    },
    ExpressionAttributeValues: {
      ':one': 1,
      ':moveTo': moveTo,
      ':expiresAt': Math.ceil(expiresAt(counter, retention) / second),
      ...(dirty && { ':tenant': counter.tenant }),
      ...('below' in expect ? { ':lowest': expect.below } : expect.is !== undefined && { ':seen': expect.is }),
      ...Object.fromEntries(amounts.map(([, amount], index) => [`:m${index}`, amount])),
    },
  };
}

function condition(expect: Addition['expect']): string {
  if ('below' in expect) return 'attribute_not_exists(#mark) OR #mark < :lowest';
  return expect.is === undefined ? 'attribute_not_exists(#mark)' : '#mark = :seen';
}
