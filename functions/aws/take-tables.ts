import type { Config } from '../config/schema.ts';
import type { TakeDeps } from '../ingest/take-events.ts';
import type { Dynamo } from './dynamo.ts';
import { journalTable } from './journal-table.ts';
import { labelValuesTable } from './label-values-table.ts';
import { lastSentReader } from './last-sent.ts';

type Tables = { JOURNAL_TABLE: string; STATE_TABLE: string };

/** What everyone who takes events needs of the tables and of the configuration. */
export function takeTables(
  client: Dynamo,
  { JOURNAL_TABLE, STATE_TABLE }: Tables,
  { retention, limits, rateCards }: Config,
  now: () => number,
): Pick<TakeDeps, 'journal' | 'admits' | 'lastSentTo' | 'rateCards'> {
  const journal = journalTable(client, JOURNAL_TABLE, retention, now);
  return {
    journal,
    admits: labelValuesTable({ client, tableName: STATE_TABLE, limits }),
    lastSentTo: lastSentReader(client, JOURNAL_TABLE, journal),
    rateCards,
  };
}
