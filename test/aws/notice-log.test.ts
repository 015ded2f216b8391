import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeLog } from '../../functions/aws/notice-log.ts';
import {
  mostAlertsKept,
  type NoticePage,
  type NoticeRecord,
  noticeRecord,
} from '../../functions/core/notice-record.ts';
import { day, hour, minute, second } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';

let db: Awaited<ReturnType<typeof startTables>>;
let log: ReturnType<typeof noticeLog>;
beforeAll(async () => {
  db = await startTables();
  log = noticeLog(db.client, db.tables.state);
});
afterAll(() => db.stop());

const midnight = Date.UTC(2026, 10, 2);

function attempt(tenant: string, at: number, changes: Partial<NoticeRecord> = {}): NoticeRecord {
  return noticeRecord({
    tenant,
    at,
    group: '0a1b2c3d4e5f',
    seq: 1,
    channel: 'slack',
    kind: 'firing',
    reason: 'first',
    severity: 'critical',
    outcome: 'sent',
    attempts: 1,
    alerts: [{ rule: 'delivery', id: 'a' }],
    ...changes,
  });
}

async function keep(...records: NoticeRecord[]): Promise<NoticeRecord[]> {
  for (const record of records) await log.record(record);
  return records;
}

async function pages(span: Parameters<typeof log.read>[0]): Promise<NoticePage[]> {
  const all: NoticePage[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await log.read({ ...span, cursor });
    all.push(page);
    if (page.cursor === undefined) return all;
    cursor = page.cursor;
  }
}

test('every attempt is kept for 90 days, also two of one notice', async () => {
  const lost = attempt('kept', midnight, { outcome: 'retrying', error: '503 down' });
  const sent = attempt('kept', midnight + 30 * second, { attempts: 2 });
  await keep(lost, sent);
  const { records } = await log.read({ tenant: 'kept', from: midnight, to: midnight + hour, limit: 10 });
  expect(records).toEqual([sent, lost]);
  const key = { pk: 'notices#kept#2026-11-02', sk: '2026-11-02T00:00:00.000Z#0a1b2c3d4e5f#1#1' };
  const { Item } = await db.client.send(new GetCommand({ TableName: db.tables.state, Key: key }));
  expect(Item?.expiresAt).toBe((midnight + 90 * day) / second);
});

test('a span is read newest first, over days, its start included and its end not', async () => {
  const [first, second_, third] = await keep(
    attempt('span', midnight - 3 * day),
    attempt('span', midnight - 1),
    attempt('span', midnight),
    attempt('span', midnight + minute),
    attempt('another', midnight),
  );
  const span = { tenant: 'span', from: midnight - 3 * day, to: midnight + minute, limit: 10 };
  expect(await log.read(span)).toEqual({ records: [third, second_, first] });
  expect(await log.read({ ...span, from: midnight - 3 * day + 1 })).toEqual({ records: [third, second_] });
});

test.each([1, 2, 3, 7])('pages of %d hold every attempt once, in order', async (limit) => {
  const tenant = `pages-${limit}`;
  const times = [0, 0, 0, 1, 2, 2, 7].map((hours) => midnight - 2 * hour + hours * hour);
  const kept = await keep(...times.map((at, seq) => attempt(tenant, at, { seq })));
  const read = await pages({ tenant, from: midnight - day, to: midnight + day, limit });
  expect(read.flatMap(({ records }) => records)).toEqual(kept.toReversed());
  expect(read.map(({ records }) => records.length)).toEqual(
    Array.from({ length: Math.ceil(7 / limit) }, (_, page) => Math.min(limit, 7 - page * limit)),
  );
});

test('of one alert, those attempts are found that told of it', async () => {
  const alerts = [
    { rule: 'delivery', id: 'b' },
    { rule: 'delivery', id: 'c' },
  ];
  const [, both] = await keep(
    attempt('one', midnight),
    attempt('one', midnight + 1, { alerts }),
    attempt('one', midnight + 2),
  );
  const span = { tenant: 'one', from: midnight, to: midnight + hour, limit: 1 };
  expect(await pages({ ...span, alert: 'c' })).toEqual([{ records: [both] }]);
  expect((await pages({ ...span, alert: 'a' })).map(({ records }) => records[0]?.at)).toEqual([midnight + 2, midnight]);
});

test('of a large group the first alerts are kept, and how many there were', () => {
  const alerts = Array.from({ length: 80 }, (_, n) => ({ rule: 'delivery', id: String(n) }));
  const record = attempt('large', midnight, { alerts });
  expect([record.alertCount, record.alerts.length, record.alerts[0]?.id]).toEqual([80, mostAlertsKept, '0']);
});
