import { defaultRetention } from '../functions/core/retention.ts';
import { minute, second } from '../functions/core/time.ts';
import type { CounterStore } from '../functions/count/apply-counter.ts';
import { type CountDeps, count, type JournalChange } from '../functions/count/count.ts';
import { busyMinute, type Mix, traffic } from './history-traffic.ts';
import { type Meter, meteredCounters } from './metered-counters.ts';
import type { Row } from './table.ts';

const command = 'npm run bench -- history';
const start = Date.UTC(2026, 10, 21, 14, 5);
const rounds = 12;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What `count` needs to run with this store and nothing else around it. */
export function countInto(store: CounterStore, now = start): CountDeps {
  return {
    store,
    running: { add: async () => true, mark: async () => undefined },
    setAside: async () => undefined,
    noteProgress: async () => undefined,
    retention: defaultRetention,
    now: () => now,
    metric: () => undefined,
    log: quiet,
  };
}

/** Counts changes of one shard in batches of so many. */
export async function countAll(changes: readonly JournalChange[], batch: number, deps: CountDeps): Promise<void> {
  for (let at = 0; at < changes.length; at += batch) {
    await count({ shardId: 'shard-0', changes: changes.slice(at, at + batch), undecodable: [] }, deps);
  }
}

/** A thousand transitions of one busy minute. */
export function thousand(mix: Mix = busyMinute): JournalChange[] {
  return traffic(mix, 400, { from: start, length: 40 * second }).slice(0, 1000);
}

/** How fast one core counts if writing costs nothing: the best of some rounds. */
export async function speedRows(): Promise<Row[]> {
  const changes = traffic(busyMinute, 8_000, { from: start, length: 10 * minute });
  const deps = countInto({ add: async () => true, mark: async () => undefined });
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await countAll(changes, 1000, deps);
    rates.push((changes.length * 1000) / (performance.now() - begun));
  }
  const name = 'count: transitions on one core, the store costs nothing, batches of 1,000';
  return [{ name, value: Math.max(...rates), unit: 'transitions/s', command }];
}

/** Counter writes of one busy minute: 2 providers, 4 carriers, 5 campaigns, 3 countries, 2 senders, 2 pools, 3 templates. */
export async function writeRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const batch of [1, 100, 1000]) {
    const { writes, units } = await metered(thousand(), batch);
    const goal = batch === 1000 ? { goal: 'at most 100' } : {};
    const name = `counter writes of 1,000 transitions, batch ${batch}`;
    rows.push({ name, value: writes, unit: 'writes', ...goal, command });
    rows.push({ name: `${name}, in units of 1 KiB`, value: units, unit: 'write units', command });
  }
  const { writes } = await metered(thousand({ ...busyMinute, users: true }), 1000);
  const name = 'counter writes of 1,000 transitions, batch 1000, each message to a user of its own';
  return [...rows, { name, value: writes, unit: 'writes', command }];
}

async function metered(changes: readonly JournalChange[], batch: number): Promise<Meter> {
  const { meter, store } = meteredCounters(1);
  await countAll(changes, batch, countInto(store));
  return meter;
}
