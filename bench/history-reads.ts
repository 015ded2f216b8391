import { historyTable } from '../functions/aws/history-table.ts';
import { localDayStart, localHourStart, localMonthStart } from '../functions/core/calendar.ts';
import { defaultRetention } from '../functions/core/retention.ts';
import { day, hour } from '../functions/core/time.ts';
import type { Span } from '../functions/query/bucket.ts';
import type { QueryDeps } from '../functions/query/read-buckets.ts';
import { series } from '../functions/query/series.ts';
import { top } from '../functions/query/top.ts';
import { totals } from '../functions/query/totals.ts';
import { startTables } from '../test/support/tables.ts';
import { consumedUnits } from './consumed.ts';
import { campaigns, loadYear, now, zone } from './history-year.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- history';
const rounds = 5;

/** Whole hours, days and months, and the same up to this minute. */
const spans: Readonly<Record<string, Span>> = {
  'the last whole hour': { from: localHourStart(zone, now) - hour, to: localHourStart(zone, now) },
  'the last 60 minutes': { from: now - hour, to: now },
  yesterday: { from: localDayStart(zone, now - day), to: localDayStart(zone, now) },
  'the last 24 hours': { from: now - day, to: now },
  '30 whole days': { from: localDayStart(zone, now - 30 * day), to: localDayStart(zone, now) },
  '30 days up to now': { from: now - 30 * day, to: now },
  '12 whole months': { from: localMonthStart(zone, now - 365 * day), to: localMonthStart(zone, now) },
  '12 months up to now': { from: localMonthStart(zone, now - 365 * day), to: now },
};

/** What it takes to answer from a table with a year of 40 campaigns. */
export async function readRows(): Promise<Row[]> {
  const { client, tables, stop } = await startTables();
  process.stderr.write('Loading a year of counters …\n');
  await loadYear(client, tables.counters);
  const meter = meterOf(client);
  const history = historyTable({ client, tableName: tables.counters, now: () => now });
  const deps: QueryDeps = {
    history,
    tenants: { main: { timeZone: zone } },
    retention: defaultRetention,
    now: () => now,
  };
  const rows: Row[] = [];
  for (const [span, range] of Object.entries(spans)) {
    for (const [what, ask] of Object.entries(questions))
      rows.push(...(await measured(`${what}, ${span}`, () => ask(range, deps), meter)));
  }
  await stop();
  return rows;
}

const one = { tenant: 'main', dimension: 'campaign', value: campaigns[7] ?? '' } as const;
const questions: Readonly<Record<string, (span: Span, deps: QueryDeps) => Promise<unknown>>> = {
  'totals of a campaign': (span, deps) => totals({ ...one, ...span }, deps),
  'series of a campaign': (span, deps) => series({ ...one, ...span, step: 'auto' }, deps),
  'top 10 of 40 campaigns': (span, deps) =>
    top({ tenant: 'main', dimension: 'campaign', by: 'o.costMicros', limit: 10, ...span }, deps),
};

type Meter = { reads: number; furtherPages: number; units: number };

async function measured(name: string, ask: () => Promise<unknown>, meter: Meter): Promise<Row[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    Object.assign(meter, { reads: 0, furtherPages: 0, units: 0 });
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  const pages = meter.furtherPages > 0 ? `, ${meter.furtherPages} of them further pages` : '';
  const cost = `${meter.units} read units${pages}`;
  return [
    { name: `${name}: reads (${cost})`, value: meter.reads, unit: 'reads', goal: 'at most 3', command },
    { name: `${name}: time on dynalite`, value: Math.min(...times), unit: 'ms', command },
  ];
}

/** Counts what a client asks, and what DynamoDB would charge for it. */
function meterOf(client: Awaited<ReturnType<typeof startTables>>['client']): Meter {
  const meter: Meter = { reads: 0, furtherPages: 0, units: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      meter.reads += 1;
      if ('ExclusiveStartKey' in args.input && args.input.ExclusiveStartKey !== undefined) meter.furtherPages += 1;
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      meter.units += consumedUnits(result.output);
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return meter;
}
