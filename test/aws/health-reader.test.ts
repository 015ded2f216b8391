import type { SQSClient } from '@aws-sdk/client-sqs';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cursorTable } from '../../functions/aws/cursor-table.ts';
import { type HealthSource, healthReader } from '../../functions/aws/health-reader.ts';
import { providerStatusTable } from '../../functions/aws/provider-status-table.ts';
import { minute, second } from '../../functions/core/time.ts';
import { silentLog } from '../support/fakes.ts';
import { startTables } from '../support/tables.ts';

const now = Date.UTC(2026, 10, 21, 12);
const clock = { now };

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

function reader(changes: Partial<HealthSource> = {}) {
  const { client, tables: names } = db;
  const readSecret = async () => 'key';
  return healthReader({ client, names, tenants: ['main', 'other'], readSecret, now: () => clock.now, ...changes });
}

/** Queues by the end of their URL, and how often they were asked. */
function fakeSqs(depths: Record<string, { now: number; later: number }>) {
  const asked: string[] = [];
  const send = async ({ input: { QueueUrl = '' } }: { input: { QueueUrl?: string } }) => {
    asked.push(QueueUrl);
    const { now: visible, later } = depths[QueueUrl] ?? { now: 0, later: 0 };
    return {
      Attributes: { ApproximateNumberOfMessages: `${visible}`, ApproximateNumberOfMessagesDelayed: `${later}` },
    };
  };
  return { asked, sqs: { send } as unknown as SQSClient };
}

describe('what is known of Wirewatch itself', () => {
  test('is nothing before anything has run', async () => {
    const health = reader();
    expect(await health.lastTick()).toBeUndefined();
    expect(await health.countLag()).toBe(0);
    expect(await health.providers('main')).toEqual([]);
    expect(await health.queues()).toBeUndefined();
  });

  test('is how providers called a tenant, how far rules are judged, and how far counting is behind', async () => {
    const { client, tables } = db;
    const note = providerStatusTable({ client, tableName: tables.state, now: () => clock.now, log: silentLog });
    await note('main', 'telnyx', { kind: 'accepted', recorded: 2 });
    const refused = { why: 'bad-signature', hint: 'check the token', url: 'https://hooks.example.com/…' } as const;
    await note('main', 'twilio', { kind: 'refused', ...refused });
    await cursorTable(client, tables.state, 'evaluate').move(now - minute);
    await client.send(
      new UpdateCommand({
        TableName: tables.state,
        Key: { pk: 'count', sk: 'shard' },
        UpdateExpression: 'SET seenUntil = :at',
        ExpressionAttributeValues: { ':at': now - 40 * second },
      }),
    );
    const health = reader();
    expect(await health.providers('main')).toEqual([
      { provider: 'telnyx', lastWebhookAt: now, lastRecordedAt: now },
      { provider: 'twilio', lastRefusal: { at: now, ...refused } },
    ]);
    expect(await health.providers('other')).toEqual([]);
    expect(await health.lastTick()).toBe(now - minute);
    expect(await health.countLag()).toBe(40 * second);
  });

  test('is what lies in queues, by step, asked for once in five seconds', async () => {
    const { sqs, asked } = fakeSqs({ retry: { now: 3, later: 4 }, 'retry-dead': { now: 1, later: 0 } });
    const urls = { retry: { queue: 'retry', deadLetters: 'retry-dead' }, count: { deadLetters: 'count-dead' } };
    const health = reader({ queues: { sqs, urls } });
    const depths = [
      { step: 'retry', waiting: 7, deadLetters: 1 },
      { step: 'count', waiting: 0, deadLetters: 0 },
    ];
    for (const after of [0, 4 * second]) {
      clock.now = now + after;
      expect(await health.queues()).toEqual(depths);
    }
    expect(asked).toHaveLength(3);
    clock.now = now + 5 * second;
    await health.queues();
    expect(asked).toHaveLength(6);
  });

  test('is whether all tables answer, and whether secrets can be read', async () => {
    expect([await reader().tables(), await reader().secrets()]).toEqual([true, true]);
    const without = reader({
      names: { ...db.tables, alerts: 'not-there' },
      readSecret: async () => {
        throw new Error('denied');
      },
    });
    expect([await without.tables(), await without.secrets()]).toEqual([false, false]);
  });
});
