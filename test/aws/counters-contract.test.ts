import { defaultRetention } from '../../functions/core/retention.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { startTables } from '../support/tables.ts';
import { countersContract, dynamoCounters, type OpenCounters } from './counters-contract.ts';
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
