import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditedCounter } from '../audit/compare.ts';
import type { RecountDeps } from '../audit/recount.ts';
import { dimensions, type Measures } from '../core/counter.ts';
import { counterKey } from '../core/counter-key.ts';
import { expiresAt, type Retention } from '../core/retention.ts';
import { second } from '../core/time.ts';
import { batchGet } from './batch-get.ts';
import { counterOf, numberOf } from './counter-item.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';
import { queryRange, rangesOf } from './history-table.ts';

type Table = { client: Dynamo; tableName: string; retention: Retention };

/** An update expression holds about 4 KB. */
const mostMeasures = 150;

/** The counters table as the audit sees it: read consistently, with revisions. */
export function auditTable(table: Table): Pick<RecountDeps, 'stored' | 'storedUsers' | 'repair'> {
  return {
    async stored(tenant, from, to) {
      const found: AuditedCounter[] = [];
      for (const dimension of dimensions) {
        // Users have no minutes or hours.
        if (dimension === 'user') continue;
        const slice = { tenant, dimension, from, to };
        const ranges = (['minute', 'hour'] as const).flatMap((granularity) => rangesOf({ ...slice, granularity }));
        const items = await Promise.all(ranges.map((range) => queryRange({ ...table, consistent: true }, range)));
        found.push(...countersOf(items.flat()));
      }
      return found;
    },
    async storedUsers(ids) {
      return countersOf(await batchGet({ ...table, consistent: true }, ids.map(counterKey)));
    },
    async repair(counter, measures) {
      const amounts = Object.entries(measures);
      for (let from = 0; from < amounts.length; from += mostMeasures) {
        const part = amounts.slice(from, from + mostMeasures);
        if (!(await set(table, { ...counter, rev: counter.rev + from / mostMeasures }, part))) return false;
      }
      return true;
    },
  };
}

function countersOf(items: readonly Record<string, unknown>[]): AuditedCounter[] {
  return items.flatMap((item) => {
    const counter = counterOf(item);
    return counter ? [{ ...counter, rev: numberOf(item, 'rev') }] : [];
  });
}

/** Marks stay as they are: they say how far the stream has been added, and a repair adds nothing of it. */
function set(
  { client, tableName, retention }: Table,
  counter: AuditedCounter,
  amounts: readonly (readonly [name: string, amount: Measures[string]])[],
): Promise<boolean> {
  const right = amounts.map(([name, amount], index) => ({ name, amount, nameRef: `#m${index}`, ref: `:m${index}` }));
  const sets = right.filter(({ amount }) => amount !== 0);
  const removes = right.filter(({ amount }) => amount === 0);
  const dirty = counter.granularity === 'hour';
  const setting = ['expiresAt = :expiresAt', ...(dirty ? ['dirty = :tenant'] : [])];
  setting.push(...sets.map(({ nameRef, ref }) => `${nameRef} = ${ref}`));
  const removing = removes.length === 0 ? '' : ` REMOVE ${removes.map(({ nameRef }) => nameRef).join(', ')}`;
  const update = new UpdateCommand({
    TableName: tableName,
    Key: counterKey(counter),
    UpdateExpression: `ADD rev :one SET ${setting.join(', ')}${removing}`,
    ConditionExpression: counter.rev === 0 ? 'attribute_not_exists(rev)' : 'rev = :rev',
    ExpressionAttributeNames: Object.fromEntries(right.map(({ name, nameRef }) => [nameRef, name])),
    ExpressionAttributeValues: {
      ':one': 1,
      ':expiresAt': Math.ceil(expiresAt(counter, retention) / second),
      ...(dirty && { ':tenant': counter.tenant }),
      ...(counter.rev > 0 && { ':rev': counter.rev }),
      ...Object.fromEntries(sets.map(({ ref, amount }) => [ref, amount])),
    },
  });
  return unlessRefused(client.send(update));
}
