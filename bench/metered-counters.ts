import type { CounterId } from '../functions/core/counter.ts';
import { defaultRetention } from '../functions/core/retention.ts';
import type { CounterStore } from '../functions/count/apply-counter.ts';
import type { RollUpStore } from '../functions/roll-up/roll-up.ts';
import { memoryCounters } from '../test/support/memory-counters.ts';
import { itemSize } from './item-size.ts';

export type Meter = { writes: number; units: number };

/**
 * The counters table with a meter on what DynamoDB would charge: for each write a unit for each KiB of the larger of
 * the old and the new item, and one for each entry of the index of dirty items that comes or goes.
 */
export function meteredCounters(shards: number) {
  const meter: Meter = { writes: 0, units: 0 };
  const table = memoryCounters({ now: () => 0, retention: defaultRetention });

  async function charged<T>(id: CounterId, write: () => Promise<T>): Promise<T> {
    const before = await table.standing(id);
    const result = await write();
    const after = await table.standing(id);
    const marks = id.granularity === 'minute' || id.granularity === 'hour' ? shards : 0;
    const sizes = [before, after].map((item) => (item ? itemSize(item, marks) : 0));
    meter.writes += 1;
    meter.units += Math.max(1, Math.ceil(Math.max(...sizes) / 1024));
    if ((before?.dirty ?? false) !== (after?.dirty ?? false)) meter.units += 1;
    return result;
  }

  const store: CounterStore = {
    add: (addition) => charged(addition.counter, () => table.add(addition)),
    mark: (counter, mark) => table.mark(counter, mark),
  };
  const rollUpStore: RollUpStore = {
    ...table,
    replace: (id, measures, expected) => charged(id, () => table.replace(id, measures, expected)),
    clean: (counter) => charged(counter, () => table.clean(counter)),
  };
  return { meter, store, rollUpStore };
}
