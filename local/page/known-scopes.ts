import * as z from 'zod';
import { historyIdOf } from '../../functions/aws/counter-item.ts';
import type { CounterId } from '../../functions/core/counter.ts';
import type { Call } from '../store/engine.ts';
import { tableNames } from '../store/tables.ts';

/** Which scopes have hour counters: DynamoDB cannot list partitions, so the page remembers what was written. */
export type KnownScopes = { note(operation: string, input: object): void; list(): Scope[] };
export type Scope = Pick<CounterId, 'tenant' | 'dimension' | 'value'>;

const update = z.looseObject({
  TableName: z.literal(tableNames.counters),
  Key: z.object({ pk: z.object({ S: z.string() }) }),
});
const page = z.object({
  Items: z.array(z.object({ pk: z.object({ S: z.string() }) })).default([]),
  LastEvaluatedKey: z.looseObject({}).optional(),
});

/** Starts with what earlier runs wrote. */
export async function knownScopes(call: Call): Promise<KnownScopes> {
  const scopes = new Map<string, Scope>();
  const remember = (pk: string) => {
    if (!pk.endsWith('#hour') || scopes.has(pk)) return;
    const id = historyIdOf(pk, 0);
    if (id) scopes.set(pk, { tenant: id.tenant, dimension: id.dimension, value: id.value });
  };
  for await (const pk of partitions(call)) remember(pk);
  return {
    note: (operation, input) => {
      const written = operation === 'UpdateItem' ? update.safeParse(input) : undefined;
      if (written?.success) remember(written.data.Key.pk.S);
    },
    list: () => [...scopes.values()],
  };
}

async function* partitions(call: Call): AsyncGenerator<string> {
  let from: object | undefined;
  do {
    const scan = {
      TableName: tableNames.counters,
      ProjectionExpression: 'pk',
      ...(from && { ExclusiveStartKey: from }),
    };
    const { Items, LastEvaluatedKey } = page.parse(await call('Scan', scan));
    for (const item of Items) yield item.pk.S;
    from = LastEvaluatedKey;
  } while (from !== undefined);
}
