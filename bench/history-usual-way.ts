import type { Client } from 'pg';
import { counterStore } from '../functions/aws/counters-table.ts';
import { historyTable } from '../functions/aws/history-table.ts';
import { difference } from '../functions/core/contributions.ts';
import { defaultRetention } from '../functions/core/retention.ts';
import { day } from '../functions/core/time.ts';
import { count, type JournalChange } from '../functions/count/count.ts';
import { startTables } from '../test/support/tables.ts';
import { countInto, thousand } from './history-count.ts';
import { startPostgres } from './postgres-server.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- history';
const rounds = 3;

/** `countedTwice`: by how many the transitions in the counters are more than there were. */
type Result = { millis: number; writes: number; countedTwice: number };
/** Counts all changes, then the first half again, as after a crash. */
type Contestant = { name: string; run(changes: readonly JournalChange[]): Promise<Result> };

/** The same transitions by ours and by the usual way: one upsert for each metric of each event. */
export async function usualWayRows(): Promise<Row[]> {
  const postgres = await startPostgres();
  if (postgres === undefined) {
    process.stderr.write('The comparison with PostgreSQL is left out: install the package `postgresql`.\n');
  }
  const changes = thousand();
  const theirs = postgres ? postgresContestants(postgres.client, postgres.version) : [];
  try {
    return await contest([{ name: 'ours, on dynalite in memory, batches of 1,000', run: ours }, ...theirs], changes);
  } finally {
    await postgres?.stop();
  }
}

/** They take turns, so that what else the machine does hits none of them alone; the best of each counts. */
async function contest(contestants: readonly Contestant[], changes: readonly JournalChange[]): Promise<Row[]> {
  const best = new Map<string, Result>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) {
      const result = await run(changes);
      if (result.millis < (best.get(name)?.millis ?? Number.POSITIVE_INFINITY)) best.set(name, result);
    }
  }
  return [...best].flatMap(([name, { millis, writes, countedTwice }]) => [
    { name: `${name}: counted`, value: (changes.length * 1000) / millis, unit: 'transitions/s', command },
    { name: `${name}: writes of 1,000 transitions`, value: writes, unit: 'writes', command },
    { name: `${name}: counted twice when 500 of 1,000 come again`, value: countedTwice, unit: 'transitions', command },
  ]);
}

async function ours(changes: readonly JournalChange[]): Promise<Result> {
  const { client, tables, stop } = await startTables();
  const table = counterStore(client, tables.counters, defaultRetention);
  let writes = 0;
  const deps = countInto({
    ...table,
    add: (addition) => {
      writes += 1;
      return table.add(addition);
    },
  });
  const batch = { shardId: 'shard-0', changes: [...changes], undecodable: [] };
  const begun = performance.now();
  await count(batch, deps);
  const result = { millis: performance.now() - begun, writes };
  await count({ ...batch, changes: changes.slice(0, changes.length / 2) }, deps);
  const from = deps.now() - day;
  const history = historyTable({ client, tableName: tables.counters, now: deps.now });
  const found = await history.slice({
    tenant: 'tenant-1',
    dimension: 'total',
    granularity: 'hour',
    from,
    to: from + 2 * day,
  });
  await stop();
  const counted = found.flatMap(({ measures }) => Object.entries(measures)).filter(([name]) => name.startsWith('t.'));
  return { ...result, countedTwice: counted.reduce((sum, [, amount]) => sum + amount, 0) - changes.length };
}

function postgresContestants(client: Client, version: string): Contestant[] {
  const name = `PostgreSQL ${version.split(' ')[0]} on disk, an upsert for each metric of each event`;
  return [
    { name, run: (changes) => theirs(client, changes, false) },
    { name: `${name}, with a table of events`, run: (changes) => theirs(client, changes, true) },
  ];
}

const upsert = `INSERT INTO counters (key, measure, amount) VALUES ($1, $2, $3)
  ON CONFLICT (key, measure) DO UPDATE SET amount = counters.amount + excluded.amount`;

async function theirs(client: Client, changes: readonly JournalChange[], once: boolean): Promise<Result> {
  await client.query('DROP TABLE IF EXISTS counters, events');
  await client.query('CREATE TABLE counters (key text, measure text, amount bigint, PRIMARY KEY (key, measure))');
  await client.query('CREATE TABLE events (id text PRIMARY KEY)');
  const begun = performance.now();
  let writes = 0;
  for (const change of changes) writes += await countOne(client, change, once);
  const millis = performance.now() - begun;
  for (const change of changes.slice(0, changes.length / 2)) await countOne(client, change, once);
  const { rows } = await client.query(
    "SELECT sum(amount) AS counted FROM counters WHERE key LIKE '%#total#hour#%' AND measure LIKE 't.%'",
  );
  return { millis, writes, countedTwice: Number(rows[0].counted) - changes.length };
}

/** One event in a transaction of its own, by prepared statements. @returns the number of writes */
async function countOne(client: Client, { sequence, before, after }: JournalChange, once: boolean): Promise<number> {
  let writes = 0;
  await client.query('BEGIN');
  if (once) {
    const text = 'INSERT INTO events (id) VALUES ($1) ON CONFLICT DO NOTHING';
    const { rowCount } = await client.query({ name: 'note', text, values: [sequence] });
    writes += 1;
    if (rowCount === 0) {
      await client.query('ROLLBACK');
      return writes;
    }
  }
  for (const [key, { measures }] of difference(before, after)) {
    for (const [measure, amount] of Object.entries(measures)) {
      await client.query({ name: 'add', text: upsert, values: [key, measure, amount] });
      writes += 1;
    }
  }
  await client.query('COMMIT');
  return writes;
}
