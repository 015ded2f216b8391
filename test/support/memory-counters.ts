import type { Counter, CounterId, Granularity, Measures } from '../../functions/core/counter.ts';
import type { Retention } from '../../functions/core/retention.ts';
import { minute, second } from '../../functions/core/time.ts';
import type { Addition, CounterStore } from '../../functions/count/apply-counter.ts';
import type { History, Slice } from '../../functions/query/history.ts';
import type { RollUpStore, StoredCounter } from '../../functions/roll-up/roll-up.ts';
import { type Amounts, addAmounts, measuresOf } from './memory-amounts.ts';

/** A counter with everything that lies in its item. */
export type MemoryCounter = StoredCounter & { marks: Record<string, string> };

export type MemoryCounters = CounterStore &
  History &
  RollUpStore & {
    /** Deletes what has expired, as DynamoDB does some day. */
    expire(now: number): void;
    size(): number;
    items(): Iterable<MemoryCounter>;
  };

type Item = { amounts: Amounts; marks: Record<string, string>; rev: number; dirty: boolean };
/** The items of one tenant, dimension and granularity, by start and value. */
type Scope = Pick<CounterId, 'tenant' | 'dimension' | 'granularity'> & { starts: Map<number, Map<string, Item>> };

/** The counters table in memory: small and quick enough for a month of traffic, held to the contract of the real one. */
export function memoryCounters(table: { now(): number; retention: Retention }): MemoryCounters {
  const scopes = new Map<string, Scope>();
  const dirty = { hour: new Map<Item, CounterId>(), day: new Map<Item, CounterId>() };

  const find = (id: CounterId) => scopes.get(scopeName(id))?.starts.get(id.start)?.get(id.value);
  const isThere = (id: CounterId) => expiry(id, table.retention) > table.now();

  function put(id: CounterId, item: Item): void {
    const name = scopeName(id);
    const { tenant, dimension, granularity } = id;
    const scope = scopes.get(name) ?? { tenant, dimension, granularity, starts: new Map() };
    const values = scope.starts.get(id.start) ?? new Map<string, Item>();
    scopes.set(name, scope);
    scope.starts.set(id.start, values);
    values.set(id.value, item);
  }

  function flag(id: CounterId, item: Item, granularity: 'hour' | 'day'): void {
    if (item.dirty) return;
    item.dirty = true;
    dirty[granularity].set(item, idOf(id));
  }

  async function add({ counter, measures, mark, moveTo, expect }: Addition): Promise<boolean> {
    const present = find(counter);
    if (!isExpected(present?.marks[mark], expect)) return false;
    const item = present ?? { amounts: [], marks: {}, rev: 0, dirty: false };
    if (!present) put(counter, item);
    item.amounts = addAmounts(item.amounts, measures);
    item.marks[mark] = moveTo;
    item.rev += 1;
    if (counter.granularity === 'hour') flag(counter, item, 'hour');
    return true;
  }

  async function replace(id: CounterId, measures: Measures, expected: number): Promise<boolean> {
    const present = find(id);
    if ((present?.rev ?? 0) !== expected) return false;
    if (present) undirty(present);
    const item = { amounts: addAmounts([], measures), marks: {}, rev: expected + 1, dirty: false };
    put(id, item);
    if (id.granularity === 'day') flag(id, item, 'day');
    return true;
  }

  function undirty(item: Item): void {
    item.dirty = false;
    dirty.hour.delete(item);
    dirty.day.delete(item);
  }

  async function* dirtyOf(tenant: string, granularity: 'hour' | 'day') {
    yield* [...dirty[granularity].values()].filter((id) => id.tenant === tenant);
  }

  function stored(id: CounterId): MemoryCounter | undefined {
    const item = find(id);
    return item && toCounter(id, item);
  }

  function* items(): Iterable<MemoryCounter> {
    for (const { starts, ...scope } of scopes.values()) {
      for (const [start, values] of starts) {
        for (const [value, item] of values) yield toCounter({ ...scope, start, value }, item);
      }
    }
  }

  function expire(now: number): void {
    for (const { starts, granularity } of scopes.values()) {
      for (const [start, values] of starts) {
        if (expiry({ start, granularity }, table.retention) > now) continue;
        for (const item of values.values()) undirty(item);
        starts.delete(start);
      }
    }
  }

  function size(): number {
    let sum = 0;
    for (const { starts } of scopes.values()) for (const values of starts.values()) sum += values.size;
    return sum;
  }

  async function slice({ from, to, ...scope }: Slice): Promise<Counter[]> {
    const found: Counter[] = [];
    if (scope.dimension === 'user') return found;
    for (const [start, values] of startsIn(scopes.get(scopeName(scope))?.starts, from, to)) {
      if (!isThere({ ...scope, start, value: '' })) continue;
      const { tenant, dimension, granularity } = scope;
      for (const [value, { amounts }] of values) {
        found.push({ tenant, dimension, granularity, value, start, measures: measuresOf(amounts) });
      }
    }
    return found;
  }

  async function get(ids: readonly CounterId[]): Promise<Counter[]> {
    return distinct(ids).flatMap((id) => {
      const item = isThere(id) ? find(id) : undefined;
      return item ? [{ ...idOf(id), measures: measuresOf(item.amounts) }] : [];
    });
  }

  return {
    add,
    mark: async (counter, mark) => find(counter)?.marks[mark],
    get,
    slice,
    dirty: dirtyOf,
    read: async (ids) => distinct(ids).flatMap((id) => stored(id) ?? []),
    standing: async (id) => stored(id),
    replace,
    clean: async (counter) => {
      const item = find(counter);
      if (item?.rev === counter.rev) undirty(item);
    },
    expire,
    size,
    items,
  };
}

/** Buckets begin at whole minutes: few minutes are looked up, many are looked through. */
function* startsIn<Item>(starts: ReadonlyMap<number, Item> | undefined, from: number, to: number) {
  if (starts === undefined) return;
  if ((to - from) / minute > starts.size) {
    for (const [start, item] of starts) if (start >= from && start < to) yield [start, item] as const;
    return;
  }
  for (let start = Math.ceil(from / minute) * minute; start < to; start += minute) {
    const item = starts.get(start);
    if (item !== undefined) yield [start, item] as const;
  }
}

function scopeName({ tenant, dimension, granularity }: Omit<Scope, 'starts'>): string {
  return `${tenant}#${dimension}#${granularity}`;
}

/** Expiry is kept in whole seconds. */
function expiry({ start, granularity }: { start: number; granularity: Granularity }, retention: Retention): number {
  return Math.ceil((start + retention[granularity]) / second) * second;
}

function isExpected(mark: string | undefined, expect: Addition['expect']): boolean {
  return 'below' in expect ? mark === undefined || mark < expect.below : mark === expect.is;
}

function distinct(ids: readonly CounterId[]): CounterId[] {
  return [...new Map(ids.map((id) => [`${scopeName(id)}#${id.start}#${id.value}`, id])).values()];
}

/** An id alone, whatever else the object carries. */
function idOf({ tenant, dimension, value, granularity, start }: CounterId): CounterId {
  return { tenant, dimension, value, granularity, start };
}

function toCounter(id: CounterId, { amounts, marks, rev, dirty }: Item): MemoryCounter {
  return { ...idOf(id), measures: measuresOf(amounts), rev, dirty, marks: { ...marks } };
}
