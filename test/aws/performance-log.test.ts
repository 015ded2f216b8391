import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { performanceLog } from '../../functions/aws/performance-log.ts';
import { type Performed, usualControl } from '../../functions/core/performance.ts';
import { day, minute, second } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';

const today = Date.UTC(2026, 10, 21);
const noon = today + day / 2;

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const clock = { now: noon };
const log = () => performanceLog({ client: db.client, tableName: db.tables.state, now: () => clock.now });

function request(changes: Partial<Performed> = {}): Performed {
  return { operation: 'GET /v1/top', duration: 80, status: 200, at: noon, ...changes };
}

describe('how the API performs', () => {
  test('is summed by operation and UTC day, with a histogram and its errors', async () => {
    const requests = [
      request(),
      request({ duration: 100 }),
      request({ duration: 101, status: 404 }),
      request({ duration: 31_000, status: 503 }),
      request({ operation: 'GET /health', duration: 1 }),
      request({ at: today - 1 }),
    ];
    for (const one of requests) await log().record(one, 1e6);
    expect(await log().operations(today)).toEqual([
      { operation: 'GET /health', count: 1, errors: 0, totalMs: 1, buckets: { 100: 1 } },
      { operation: 'GET /v1/top', count: 4, errors: 1, totalMs: 31_281, buckets: { 100: 2, 500: 1, more: 1 } },
    ]);
    expect(await log().operations(today - day)).toMatchObject([{ count: 1 }]);
    expect(await log().operations(today + day)).toEqual([]);
  });

  test('keeps what was slow, newest first, for eight days', async () => {
    const traceId = '1-5759e988-bd862e3fe1be46a994272793';
    const slow = [1, 2, 3].map((index) => request({ duration: 1001, at: noon + index * second, traceId }));
    for (const one of [...slow, request({ duration: 1000, at: noon + minute })]) await log().record(one, 1000);
    expect(await log().slow(today, 2)).toEqual([slow[2], slow[1]]);
    const keys = [
      { pk: 'apm-slow#2026-11-21', sk: '2026-11-21T12:00:03.000Z#GET /v1/top' },
      { pk: 'apm#2026-11-21', sk: 'GET /v1/top' },
    ];
    for (const Key of keys) {
      const { Item } = await db.client.send(new GetCommand({ TableName: db.tables.state, Key }));
      expect(Number(Item?.expiresAt) - noon / second).toBeGreaterThanOrEqual((8 * day) / second);
    }
  });

  test('is recorded as somebody said, at once where they said it and within a minute elsewhere', async () => {
    const [here, elsewhere] = [log(), log()];
    expect(await elsewhere.control()).toEqual(usualControl);
    const control = { enabled: false, sampling: 0.1, slowMs: 250 };
    await here.setControl(control);
    expect(await here.control()).toEqual(control);
    expect(await elsewhere.control()).toEqual(usualControl);
    clock.now += minute;
    expect(await elsewhere.control()).toEqual(control);
  });
});
