import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../../functions/aws/audit-log.ts';
import { handlingTable } from '../../functions/aws/handling-table.ts';
import type { AuditRecord } from '../../functions/core/audit-record.ts';
import type { Handling } from '../../functions/core/handling.ts';
import { day, minute, second } from '../../functions/core/time.ts';
import { startDynamo } from '../support/dynamo.ts';

const noon = Date.UTC(2026, 10, 20, 12);
const by = { name: 'Anna', via: 'cli' } as const;
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo(['state']);
});
afterAll(() => dynamo.stop());

async function stored(pk: string, sk: string) {
  return (await dynamo.client.send(new GetCommand({ TableName: 'state', Key: { pk, sk } }))).Item;
}

describe('the audit', () => {
  const record = (tenant: string, at: number, id = 'a1'): AuditRecord => ({
    tenant,
    id,
    at,
    by,
    did: 'acknowledge',
    changes: [{ what: 'alert 7f3a9c of cost', before: 'not acknowledged', after: 'acknowledged by Anna' }],
  });

  test('keeps a record for 400 days, by tenant and time', async () => {
    await auditLog(dynamo.client, 'state').append(record('kept', noon));
    expect(await stored('audit#kept', '2026-11-20T12:00:00.000Z#a1')).toMatchObject({
      did: 'acknowledge',
      expiresAt: (noon + 400 * day) / second,
    });
  });

  test('tells the newest of a span first, without its end, and no more than were asked for', async () => {
    const audit = auditLog(dynamo.client, 'state');
    const records = Array.from({ length: 12 }, (_, n) => record('read', noon + n * minute));
    for (const one of records) await audit.append(one);
    await audit.append(record('other', noon));
    const span = { tenant: 'read', from: noon + minute, to: noon + 11 * minute };
    expect(await audit.read({ ...span, limit: 100 })).toEqual(records.slice(1, 11).reverse());
    expect(await audit.read({ ...span, limit: 3 })).toEqual(records.slice(8, 11).reverse());
  });

  test('keeps both of two records of the same instant', async () => {
    const audit = auditLog(dynamo.client, 'state');
    await audit.append(record('twice', noon, 'a1'));
    await audit.append(record('twice', noon, 'b2'));
    expect(await audit.read({ tenant: 'twice', from: noon, to: noon + 1, limit: 10 })).toHaveLength(2);
  });
});

describe('what people do about an alert', () => {
  const handling: Handling = { tenant: 'main', rule: 'cost', alert: '7f3a9c0b1d2e', rev: 1, episode: 1, comments: [] };

  test('is written once for each revision', async () => {
    const table = handlingTable({ client: dynamo.client, tableName: 'state', now: () => noon });
    expect(await table.get('main', handling.alert)).toBeUndefined();
    expect(await table.save(handling)).toBe(true);
    expect(await table.save(handling)).toBe(false);
    expect(await table.save({ ...handling, rev: 3 })).toBe(false);
    expect(await table.save({ ...handling, rev: 2, assignee: 'ben' })).toBe(true);
    expect(await table.get('main', handling.alert)).toEqual({ ...handling, rev: 2, assignee: 'ben' });
  });

  test('is kept for 30 days after the last change, beside all else that dispatching reads', async () => {
    expect(await stored('dispatch#main', 'handling#7f3a9c0b1d2e')).toMatchObject({
      expiresAt: (noon + 30 * day) / second,
    });
  });
});
