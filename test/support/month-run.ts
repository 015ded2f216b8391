import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import type { CounterStore } from '../../functions/count/apply-counter.ts';
import { type CountDeps, count, type JournalChange } from '../../functions/count/count.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { type RollUpStore, rollUp } from '../../functions/roll-up/roll-up.ts';
import { noRunning, silentLog } from './fakes.ts';
import { type Arrival, type MonthMessage, monthStart } from './month.ts';
import { type MonthBook, monthTenants } from './month-book.ts';
import { chance } from './world.ts';

export type MonthStore = CounterStore & RollUpStore & { expire?(now: number): void };
export type MonthRun = { clock: { now: number }; store: MonthStore; book: MonthBook };

const shardCount = 3;

/** Takes a month of messages through the journal, the stream and the counters, as its time goes by. */
export async function liveThroughMonth(month: Iterable<MonthMessage[]>, { clock, store, book }: MonthRun) {
  const random = chance(1);
  const stream = memoryStream();
  const sums = { messages: 0, changes: 0, duplicates: 0, batches: 0, counted: 0 };
  const deps = countDeps(store, clock);
  const coming = new Map<number, Arrival[]>();

  const cut = async (shard: number, atLeast: number) => {
    const records = stream.shards[shard] ?? [];
    while (records.length >= atLeast && records.length > 0) {
      const changes = records.splice(0, random.between(500, 1000));
      const batch = { shardId: `shard-${shard}`, changes, undecodable: [] };
      sums.counted += (await count(batch, deps)).changes;
      sums.batches += 1;
      if (random.happens(0.02)) await count({ ...batch, changes: changes.slice(random.below(changes.length)) }, deps);
    }
  };
  const take = async ({ event, last }: Arrival) => {
    const result = await recordEvent(event, stream.journal);
    if (result === 'recorded') sums.changes += 1;
    else sums.duplicates += 1;
    if (last) stream.entries.delete(event.key);
  };
  const passMinute = async (at: number) => {
    clock.now = at + minute;
    const arrivals = (coming.get(at) ?? []).sort((a, b) => a.event.receivedAt - b.event.receivedAt);
    coming.delete(at);
    for (const arrival of arrivals) await take(arrival);
    const settles = clock.now % (6 * hour) === 0 || coming.size === 0;
    for (let shard = 0; shard < shardCount; shard += 1) await cut(shard, settles ? 1 : 1000);
    if (!settles) return;
    store.expire?.(clock.now);
    if (coming.size > 0 && clock.now % day !== 0) return;
    await rollUp({ store, tenants: rollUpTenants, log: silentLog, ...nobody, now: () => clock.now });
  };

  let at = monthStart;
  for (const messages of month) {
    for (const { truth, arrivals } of messages) {
      book.enter(truth);
      for (const arrival of arrivals) {
        const due = arrival.event.receivedAt - (arrival.event.receivedAt % minute);
        const there = coming.get(due);
        if (there) there.push(arrival);
        else coming.set(due, [arrival]);
      }
    }
    sums.messages += messages.length;
    await passMinute(at);
    at += minute;
  }
  for (; coming.size > 0; at += minute) await passMinute(at);
  book.close();
  return sums;
}

const rollUpTenants = Object.fromEntries(
  Object.entries(monthTenants).map(([name, { zone }]) => [name, { timeZone: zone }]),
);

/** Numbers of different people are no sums: they are tested by themselves. */
const nobody = { peopleOf: async () => undefined, consentNumbers: async () => ({ 'opted-out': 0, 'opted-in': 0 }) };

/** A journal that keeps what may still change, and its stream. */
function memoryStream() {
  const entries = new Map<string, JournalEntry>();
  const shards: JournalChange[][] = Array.from({ length: shardCount }, () => []);
  let sequence = 0;
  const save = async (entry: JournalEntry) => {
    const before = entries.get(entry.key);
    if ((before?.rev ?? 0) !== entry.rev - 1) return false;
    entries.set(entry.key, entry);
    sequence += 1;
    shards[Number(entry.id.slice(1)) % shardCount]?.push({ sequence: String(sequence), before, after: entry });
    return true;
  };
  return { entries, shards, journal: { load: async (key: string) => entries.get(key), save } };
}

function countDeps(store: CounterStore, clock: { now: number }): CountDeps {
  return {
    store,
    setAside: async () => undefined,
    running: noRunning,
    noteProgress: async () => undefined,
    retention: defaultRetention,
    now: () => clock.now,
    metric: () => undefined,
    log: silentLog,
  };
}
