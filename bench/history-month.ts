import { hour, second } from '../functions/core/time.ts';
import { count, type JournalChange } from '../functions/count/count.ts';
import { rollUp } from '../functions/roll-up/roll-up.ts';
import { countInto } from './history-count.ts';
import { type Mix, traffic } from './history-traffic.ts';
import { type Meter, meteredCounters } from './metered-counters.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- history';

/** A month of 2 million transitions; 6 hours of it stand for the whole. */
const month: Mix = {
  tenants: 3,
  providers: ['telnyx', 'twilio', 'aws-sms'],
  carriers: 12,
  campaigns: 40,
  countries: 60,
  senders: 20,
  pools: 6,
  templates: 20,
  users: false,
};
const sample = { from: Date.UTC(2026, 10, 21, 12), length: 6 * hour };
const messages = Math.round(2e6 / 2.97 / (30 * 4));

/** DynamoDB on demand, us-east-1, as published in November 2026. */
const price = { dollarsOfAMillionUnits: 0.625, where: 'us-east-1, 2026-11' };

/** A table on demand begins with four shards; `lib/count.ts` lets a batch wait so long. */
const shards = 4;
const window = 5 * second;

/** What writing counters costs, roll-up included, if messages come one by one all day, and if they come all at once. */
export async function monthRows(): Promise<Row[]> {
  const changes = traffic(month, messages, sample);
  const thin = await metered(changes, thinBatches(changes), shards);
  const dense = await metered(changes, fullBatches(changes), 1);
  return [
    ...costRows(`a month’s mix, evenly over the month (${shards} shards, batches of 5 s)`, thin, changes.length),
    ...costRows('a month’s mix, in batches of 1,000', dense, changes.length),
  ];
}

function costRows(name: string, { writes, units }: Meter, transitions: number): Row[] {
  const dollars = (units / messages) * price.dollarsOfAMillionUnits;
  return [
    { name: `${name}: writes of 1,000 transitions`, value: (writes * 1000) / transitions, unit: 'writes', command },
    { name: `${name}: in units of 1 KiB`, value: (units * 1000) / transitions, unit: 'write units', command },
    { name: `${name}: a million messages (${price.where})`, value: dollars, unit: '$', command },
  ];
}

type Batch = { shardId: string; changes: JournalChange[] };

function thinBatches(changes: readonly JournalChange[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const change of changes) {
    const shardId = `shard-${Number(change.after.id.slice(-6)) % shards}`;
    const key = `${shardId} ${Math.floor(change.after.updatedAt / window)}`;
    const batch = batches.get(key) ?? { shardId, changes: [] };
    batch.changes.push(change);
    batches.set(key, batch);
  }
  return [...batches.values()];
}

function fullBatches(changes: readonly JournalChange[]): Batch[] {
  return Array.from({ length: Math.ceil(changes.length / 1000) }, (_, index) => ({
    shardId: 'shard-0',
    changes: changes.slice(index * 1000, (index + 1) * 1000),
  }));
}

/** Counts, and rolls up once an hour as the schedule does. */
async function metered(
  changes: readonly JournalChange[],
  batches: readonly Batch[],
  shardCount: number,
): Promise<Meter> {
  const { meter, store, rollUpStore } = meteredCounters(shardCount);
  const zone = { timeZone: changes[0]?.after.zone ?? 'UTC' };
  const tenants = Object.fromEntries([1, 2, 3].map((number) => [`tenant-${number}`, zone]));
  const deps = countInto(store, sample.from);
  const rollUpDeps = {
    store: rollUpStore,
    tenants,
    log: deps.log,
    now: deps.now,
    peopleOf: async () => undefined,
    consentNumbers: async () => ({ 'opted-out': 0, 'opted-in': 0 }),
  };
  let rolledUpAt = sample.from;
  for (const batch of batches) {
    await count({ ...batch, undecodable: [] }, deps);
    const at = batch.changes.at(-1)?.after.updatedAt ?? 0;
    if (at < rolledUpAt + hour) continue;
    await rollUp(rollUpDeps);
    rolledUpAt += hour;
  }
  await rollUp(rollUpDeps);
  return meter;
}
