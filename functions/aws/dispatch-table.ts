import { groupLogSchema } from '../core/group.ts';
import { handlingSchema } from '../core/handling.ts';
import { overrideSchema } from '../core/override.ts';
import { silenceSchema } from '../core/silence.ts';
import { second } from '../core/time.ts';
import type { Said } from '../dispatch/dispatch-deps.ts';
import { dispatchItems } from './dispatch-items.ts';
import type { Dynamo } from './dynamo.ts';

/** Reads in one query all that people said of a tenant's alerts, and all that channels were told: `dispatch#<tenant>`. */
export function dispatchReader({ now, ...table }: { client: Dynamo; tableName: string; now(): number }) {
  return async (tenant: string): Promise<Said> => saidOf(await dispatchItems(table, tenant), now());
}

/** What the items of the partition say. @param now epoch milliseconds */
export function saidOf(items: readonly Record<string, unknown>[], now: number): Said {
  const said: Said = { silences: [], handlings: [], overrides: [], logs: [] };
  for (const item of items) if (!isExpired(item, now)) add(item, said);
  return said;
}

/** DynamoDB deletes expired items within days. */
function isExpired({ expiresAt }: Record<string, unknown>, now: number): boolean {
  return typeof expiresAt === 'number' && expiresAt * second <= now;
}

function add(item: Record<string, unknown>, said: Said): void {
  const kind = String(item.sk).split('#', 1)[0];
  if (kind === 'silence') said.silences.push(silenceSchema.parse(item));
  else if (kind === 'handling') said.handlings.push(handlingSchema.parse(item));
  else if (kind === 'override') said.overrides.push(overrideSchema.parse(item));
  else if (kind === 'log') said.logs.push(groupLogSchema.parse(item));
}
