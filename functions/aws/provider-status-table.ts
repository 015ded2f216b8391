import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Log } from '../core/log.ts';
import type { StatusNote } from '../core/provider-status.ts';
import { second } from '../core/time.ts';
import type { Dynamo } from './dynamo.ts';

/** A status is a help for people: writing it for each of a thousand webhooks a second would not help more. */
const leastIntervalMs = 10 * second;

/** Never throws. */
export type NoteStatus = (tenant: string, provider: string, note: StatusNote) => Promise<void>;

type StatusTable = { client: Dynamo; tableName: string; now(): number; log: Log };

/**
 * Keeps when each provider last called, was last recorded and was last refused, and why; item `provider-status#<tenant>`,
 * `<provider>`; times in epoch milliseconds. At most one write in ten seconds of each sort; failures are only logged.
 */
export function providerStatusTable({ client, tableName, now, log }: StatusTable): NoteStatus {
  const lastWrites = new Map<string, number>();
  return async (tenant, provider, note) => {
    const sort = `${tenant} ${provider} ${note.kind} ${note.kind === 'accepted' && note.recorded > 0}`;
    const at = now();
    if (at - (lastWrites.get(sort) ?? Number.NEGATIVE_INFINITY) < leastIntervalMs) return;
    lastWrites.set(sort, at);
    try {
      const Key = { pk: `provider-status#${tenant}`, sk: provider };
      await client.send(new UpdateCommand({ TableName: tableName, Key, ...update(note, at) }));
    } catch (error) {
      log.warn('provider status not kept', { tenant, provider, error: String(error) });
    }
  };
}

function update(note: StatusNote, at: number) {
  if (note.kind === 'refused') {
    return {
      UpdateExpression: 'SET lastRefusal = :refusal',
      ExpressionAttributeValues: { ':refusal': { at, why: note.why, hint: note.hint, url: note.url } },
    };
  }
  const recorded = note.recorded > 0 ? ', lastRecordedAt = :at' : '';
  return { UpdateExpression: `SET lastWebhookAt = :at${recorded}`, ExpressionAttributeValues: { ':at': at } };
}
