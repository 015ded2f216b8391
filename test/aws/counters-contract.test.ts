import { expect, test } from 'vitest';
import { defaultRetention, expiresAt } from '../../functions/core/retention.ts';
import { applyCounter } from '../../functions/count/apply-counter.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { startTables } from '../support/tables.ts';
import {
  countersContract,
  dynamoCounters,
  mark,
  type OpenCounters,
  parts,
  sequence,
  start,
} from './counters-contract.ts';
import { memoryIsTwinOf } from './counters-contract-twin.ts';

const memory: OpenCounters = async (clock) => ({
  table: memoryCounters({ now: () => clock.now, retention: defaultRetention }),
  stop: async () => undefined,
});

const dynalite: OpenCounters = async (clock) => {
  const { client, tables, stop } = await startTables();
  return { table: dynamoCounters(client, tables.counters, clock), stop };
};

countersContract('a test’s memory', memory);
countersContract('dynalite', dynalite);
memoryIsTwinOf('dynalite', dynalite, 60);

test('a test’s memory deletes what has expired and lists what is left, marks included', async () => {
  const clock = { now: start };
  const table = memoryCounters({ now: () => clock.now, retention: defaultRetention });
  const id = { tenant: 'main', dimension: 'total', value: 'all', start: Date.UTC(2025, 5, 2) } as const;
  const [ofMinute, ofHour] = [{ ...id, granularity: 'minute' } as const, { ...id, granularity: 'hour' } as const];
  for (const counter of [ofMinute, ofHour]) await applyCounter(counter, mark, parts(1, 2), table);
  table.expire(expiresAt(ofMinute, defaultRetention) - 1);
  expect(table.size()).toBe(2);
  table.expire(expiresAt(ofMinute, defaultRetention));
  expect(table.size()).toBe(1);
  expect(await table.mark(ofMinute, mark)).toBeUndefined();
  const left = { ...ofHour, measures: { 'o.sent': 2 }, marks: { [mark]: sequence(2) }, rev: 1, dirty: true };
  expect([...table.items()]).toEqual([left]);
});
