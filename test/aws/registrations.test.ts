import { afterAll, beforeAll, expect, test } from 'vitest';
import { registrationReader } from '../../functions/aws/registrations.ts';
import { day, hour } from '../../functions/core/time.ts';
import { start } from '../support/events.ts';
import { watchedCalls } from '../support/watched-calls.ts';
import { startJournal } from './written-entries.ts';

/** More than one batch of entries. */
const many = 120;

let written: Awaited<ReturnType<typeof startJournal>>;
beforeAll(async () => {
  written = await startJournal();
  const unitIds = Array.from({ length: many }, (_, n) => `b-${n}`);
  // Years apart: where a registration lies has nothing to do with when it began.
  await Promise.all(unitIds.map((unitId, n) => written.registration({ at: start - n * 7 * day, unitId })));
  await written.registration({ at: start, unitId: 'elsewhere' }, { tenant: 'other' });
  await written.message({ at: start - hour });
}, 30_000);
afterAll(() => written.stop());

test('gives every registration of a tenant, whole, and nothing else', async () => {
  const found = await registrationReader(written.client, written.tableName)('main');
  expect(new Set(found.map(({ id }) => id)).size).toBe(many);
  expect(found).toHaveLength(many);
  expect(found.find(({ id }) => id === 'b-1')).toMatchObject({
    kind: 'registration',
    tenant: 'main',
    provider: 'telnyx',
    unit: 'brand',
    status: 'active',
    word: 'ACTIVE',
    since: start - 7 * day,
    changes: [{ at: start - 7 * day, status: 'active', word: 'ACTIVE' }],
  });
});

test('gives nothing where nothing is registered', async () => {
  expect(await registrationReader(written.client, written.tableName)('nobody')).toEqual([]);
});

test('asks for a page of keys and a batch for each hundred of them, whenever they began', async () => {
  const { client, calls } = watchedCalls(written.client);
  await registrationReader(client, written.tableName)('main');
  expect(calls()).toBe(1 + 2);
});
