import type * as z from 'zod';
import { groupLogSchema } from '../core/group.ts';
import { handlingSchema } from '../core/handling.ts';
import { overrideSchema } from '../core/override.ts';
import { silenceSchema } from '../core/silence.ts';
import type { Said } from '../dispatch/dispatch-deps.ts';
import { dispatchItems } from './dispatch-items.ts';
import type { Dynamo } from './dynamo.ts';
import { readItem, type TellUnreadable } from './read-item.ts';

/** Reads in one query all that people said of a tenant's alerts, and all that channels were told: `dispatch#<tenant>`. */
export function dispatchReader(table: { client: Dynamo; tableName: string }, tell: TellUnreadable) {
  return async (tenant: string): Promise<Said> => saidOf(await dispatchItems(table, tenant), tell);
}

/**
 * What the items of the partition say. Such as have expired count until DynamoDB deletes them, days later: what is to be
 * written in their place has to follow their revision.
 */
export function saidOf(items: readonly Record<string, unknown>[], tell: TellUnreadable): Said {
  const ofKind = <Item>(kind: string, schema: z.ZodType<Item>): Item[] =>
    items.filter(({ sk }) => String(sk).startsWith(`${kind}#`)).flatMap((item) => readItem(item, schema, tell));
  return {
    silences: ofKind('silence', silenceSchema),
    handlings: ofKind('handling', handlingSchema),
    overrides: ofKind('override', overrideSchema),
    logs: ofKind('log', groupLogSchema),
  };
}
