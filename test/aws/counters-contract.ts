import { afterAll, beforeAll, describe, test } from 'vitest';
import { counterStore } from '../../functions/aws/counters-table.ts';
import type { Dynamo } from '../../functions/aws/dynamo.ts';
import { historyTable } from '../../functions/aws/history-table.ts';
import { rollUpTable } from '../../functions/aws/roll-up-table.ts';
import type { CounterId, Measures } from '../../functions/core/counter.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import type { CounterStore, Part } from '../../functions/count/apply-counter.ts';
import type { History } from '../../functions/query/history.ts';
import type { RollUpStore } from '../../functions/roll-up/roll-up.ts';
import { addingContract } from './counters-contract-adding.ts';
import { readingContract } from './counters-contract-reading.ts';
import { rollUpContract } from './counters-contract-roll-up.ts';

export type CountersTable = CounterStore & History & RollUpStore;
export type Clock = { now: number };
/** Opens a table under the default retention. */
export type OpenCounters = (clock: Clock) => Promise<{ table: CountersTable; stop(): Promise<void> }>;

/** A test's part of the table: a tenant of its own, which is as good as an empty table. */
export type Trial = {
  table: CountersTable;
  tenant: string;
  clock: Clock;
  /** A minute of a campaign, but for the changes. */
  id(changes?: Partial<CounterId>): CounterId;
  /** Adds on the n-th occasion. */
  count(changes: Partial<CounterId>, measures?: Measures, n?: number): Promise<boolean>;
  read(changes?: Partial<CounterId>): Promise<Measures | undefined>;
};
export type TableTest = (title: string, body: (trial: Trial) => Promise<void>) => void;

export const start = Date.UTC(2025, 5, 2, 14, 5);
export const mark = '~01234567';
export const sequence = (n: number) => String(n).padStart(26, '0');

/** Records of a stream, each of which counts one sent message. */
export function parts(...sequences: number[]): Part[] {
  return sequences.map((n) => ({ sequence: sequence(n), measures: { 'o.sent': 1 } }));
}

/** What every counters table does, whoever keeps it: Amazon, its stand-ins, or a test's memory. */
export function countersContract(name: string, open: OpenCounters): void {
  describe(`the counters table of ${name}`, () => {
    const clock = { now: start };
    let opened: Awaited<ReturnType<OpenCounters>>;
    let trials = 0;
    beforeAll(async () => {
      opened = await open(clock);
    });
    afterAll(() => opened?.stop());

    const tableTest: TableTest = (title, body) =>
      test(title, () => {
        clock.now = start;
        trials += 1;
        return body(trialOf(opened.table, `trial-${trials}`, clock));
      });
    addingContract(tableTest);
    readingContract(tableTest);
    rollUpContract(tableTest);
  });
}

function trialOf(table: CountersTable, tenant: string, clock: Clock): Trial {
  const id = (changes: Partial<CounterId> = {}): CounterId => {
    return { tenant, dimension: 'campaign', value: 'spring', granularity: 'minute', start, ...changes };
  };
  return {
    table,
    tenant,
    clock,
    id,
    count: (changes, measures = { 'o.sent': 1 }, n = 1) =>
      table.add({ counter: id(changes), measures, mark, moveTo: sequence(n), expect: { below: sequence(n) } }),
    read: async (changes) => (await table.get([id(changes)]))[0]?.measures,
  };
}

/** The product's own adapters of a DynamoDB table, under the default retention. */
export function dynamoCounters(client: Dynamo, tableName: string, clock: Clock): CountersTable {
  return {
    ...counterStore(client, tableName, defaultRetention),
    ...historyTable({ client, tableName, now: () => clock.now }),
    ...rollUpTable(client, tableName, defaultRetention),
  };
}
