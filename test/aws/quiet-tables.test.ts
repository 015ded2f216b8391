import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overrideTable } from '../../functions/aws/override-table.ts';
import { silenceTable } from '../../functions/aws/silence-table.ts';
import type { Override } from '../../functions/core/override.ts';
import type { Silence } from '../../functions/core/silence.ts';
import { day, hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';

const now = Date.UTC(2026, 10, 20, 10);
const by = { name: 'ada', via: 'cli' as const };
const silence = (changes: Partial<Silence>): Silence => ({
  tenant: 'main',
  id: 's-1',
  rev: 1,
  matchers: [{ label: 'campaign', op: '=~', value: 'spring-.*' }],
  startsAt: now,
  endsAt: now + hour,
  by,
  comment: '',
  createdAt: now,
  ...changes,
});
const override = (changes: Partial<Override>): Override => ({
  section: 'routes',
  value: [{ to: ['team'], match: { rule: ['a', 'b'] }, wait: '0m', continue: false, routes: [] }],
  by,
  at: now,
  ...changes,
});

let db: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  db = await startTables();
});
afterAll(() => db.stop());

const table = () => ({ client: db.client, tableName: db.tables.state });
const expiryOf = async (pk: string, sk: string) =>
  (await db.client.send(new GetCommand({ TableName: db.tables.state, Key: { pk, sk } }))).Item?.expiresAt;

describe('silences', () => {
  test('are kept whole, and listed for their tenant alone', async () => {
    const silences = silenceTable(table());
    const all = ['s-1', 's-2'].map((id) => silence({ tenant: 'listed', id, ended: { by, at: now }, replaces: 's-0' }));
    for (const one of [...all, silence({ tenant: 'other' })]) expect(await silences.save(one)).toBe(true);
    expect(await silences.list('listed')).toEqual(all);
    expect(await silences.get('listed', 's-2')).toEqual(all[1]);
    expect(await silences.get('listed', 's-3')).toBeUndefined();
    expect(await silences.list('nobody')).toEqual([]);
  });

  test('of two who change one at once, one has to read it again', async () => {
    const silences = silenceTable(table());
    const one = silence({ tenant: 'raced' });
    expect(await silences.save(one)).toBe(true);
    expect(await silences.save(one)).toBe(false);
    expect(await silences.save({ ...one, rev: 2, comment: 'first' })).toBe(true);
    expect(await silences.save({ ...one, rev: 2, comment: 'second' })).toBe(false);
    expect((await silences.get('raced', 's-1'))?.comment).toBe('first');
  });

  test('are forgotten five days after their end, wherever that is moved', async () => {
    const silences = silenceTable(table());
    await silences.save(silence({ tenant: 'kept' }));
    expect(await expiryOf('dispatch#kept', 'silence#s-1')).toBe((now + hour + 5 * day) / 1000);
    await silences.save(silence({ tenant: 'kept', rev: 2, endsAt: now + day }));
    expect(await expiryOf('dispatch#kept', 'silence#s-1')).toBe((now + 6 * day) / 1000);
  });
});

describe('overrides', () => {
  test('are kept whole, one for each section, until they are removed', async () => {
    const overrides = overrideTable(table());
    const [routes, inhibit] = [override({}), override({ section: 'inhibit', value: [], until: now + 1500 })];
    for (const one of [routes, inhibit]) expect(await overrides.save('whole', one, undefined)).toBe(true);
    expect(await overrides.list('whole')).toEqual([inhibit, routes]);
    expect(await overrides.list('other')).toEqual([]);
    expect(await overrides.remove('whole', routes)).toBe(true);
    expect(await overrides.list('whole')).toEqual([inhibit]);
    expect(await expiryOf('dispatch#whole', 'override#inhibit')).toBe(Math.ceil((now + 1500) / 1000));
  });

  test('take the place of what was read, and of nothing else', async () => {
    const overrides = overrideTable(table());
    const [first, second, third] = [override({}), override({ at: now + 1 }), override({ at: now + 2 })];
    expect(await overrides.save('raced', first, undefined)).toBe(true);
    expect(await overrides.save('raced', second, undefined)).toBe(false);
    expect(await overrides.save('raced', second, first)).toBe(true);
    expect(await overrides.save('raced', third, first)).toBe(false);
    expect(await overrides.remove('raced', first)).toBe(false);
    expect(await overrides.list('raced')).toEqual([second]);
    expect(await overrides.remove('raced', { ...second, by: { name: 'bob', via: 'cli' } })).toBe(false);
  });

  test('without a time stay', async () => {
    await overrideTable(table()).save('endless', override({}), undefined);
    expect(await expiryOf('dispatch#endless', 'override#routes')).toBeUndefined();
  });
});
