import { type Contributions, contributions } from '../../functions/core/contributions.ts';
import type { CounterId, Measures } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { RunningId } from '../../functions/core/running-total.ts';
import type { CounterStore } from '../../functions/count/apply-counter.ts';
import type { JournalChange } from '../../functions/count/count.ts';
import { mergeContributions } from './merge-contributions.ts';
import type { Chance, World } from './world.ts';

export type Shard = { id: string; parents: Shard[]; records: JournalChange[]; closed: boolean };

/** The journal table with its stream: three shards, of which one may split. */
export function modelJournal(world: World, random: Chance) {
  const entries = new Map<string, JournalEntry>();
  const shards: Shard[] = ['a', 'b', 'c'].map((id) => ({ id, parents: [], records: [], closed: false }));
  let children: [Shard, Shard] | undefined;
  let sequence = random.between(1, 1_000_000);

  const split = () => {
    const parent = shards[0];
    if (!parent || children) return;
    parent.closed = true;
    const child = (id: string): Shard => ({ id, parents: [parent], records: [], closed: false });
    children = [child('a1'), child('a2')];
    shards.push(...children);
  };
  const shardOf = (key: string): Shard => {
    const hash = [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
    const shard = shards[hash % 3] as Shard;
    return shard.closed && children ? (children[hash & 8 ? 0 : 1] as Shard) : shard;
  };
  const save = (entry: JournalEntry): boolean => {
    const before = entries.get(entry.key);
    if ((before?.rev ?? 0) !== entry.rev - 1) return false;
    entries.set(entry.key, entry);
    sequence += random.between(1, 1000);
    shardOf(entry.key).records.push({ sequence: String(sequence), before, after: entry });
    return true;
  };
  return {
    shards,
    split,
    entries: () => [...entries.values()],
    load: (key: string) => world.call(() => entries.get(key)),
    save: (entry: JournalEntry) => world.call(() => save(entry)),
  };
}

type Item<Id> = { id: Id; measures: Measures; marks: Record<string, string> };

/** The counters table, with the conditions that the real one checks. */
export function modelCounters(world: World) {
  return modelStore<CounterId>(world, (id) => {
    const { pk, sk } = counterKey(id);
    return `${pk} ${sk}`;
  });
}

/** The running totals, beside them. */
export function modelRunning(world: World) {
  return modelStore<RunningId>(world, ({ tenant, provider }) => `${tenant} ${provider}`);
}

function modelStore<Id>(world: World, keyOf: (id: Id) => string) {
  const items = new Map<string, Item<Id>>();
  const store: CounterStore<Id> = {
    add: ({ counter, measures, mark, moveTo, expect }) =>
      world.call(() => {
        const item = items.get(keyOf(counter)) ?? { id: counter, measures: {}, marks: {} };
        const present = item.marks[mark];
        const holds = 'below' in expect ? present === undefined || present < expect.below : present === expect.is;
        if (!holds) return false;
        for (const [name, amount] of Object.entries(measures))
          item.measures[name] = (item.measures[name] ?? 0) + amount;
        item.marks[mark] = moveTo;
        items.set(keyOf(counter), item);
        return true;
      }),
    mark: (counter, mark) => world.call(() => items.get(keyOf(counter))?.marks[mark]),
  };
  return { store, items: () => [...items.entries()] };
}

/** Counters as plain numbers, zeros left out, so that two accounts can be compared. */
export function bookOf(counters: Iterable<[string, { measures: Measures }]>): Record<string, number> {
  const book: Record<string, number> = {};
  for (const [key, { measures }] of counters) {
    for (const [name, amount] of Object.entries(measures)) if (amount !== 0) book[`${key} ${name}`] = amount;
  }
  return book;
}

/** What a recount of the journal says. */
export function recountOf(entries: readonly JournalEntry[]): Record<string, number> {
  const total: Contributions = new Map();
  for (const entry of entries) mergeContributions(total, contributions(entry));
  return bookOf(total);
}
