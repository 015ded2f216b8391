import { addMeasures, type CounterId, type Measures } from '../core/counter.ts';

/** What one stream record adds to a counter. `sequence` is padded: text order is stream order. */
export type Part = { sequence: string; measures: Measures };

/** An addition that happens only if the counter's mark for the shard is as expected. */
export type Addition<Id = CounterId> = {
  counter: Id;
  measures: Measures;
  /** The attribute of the shard's mark, and its value after the addition. */
  mark: string;
  moveTo: string;
  /** `below`: the mark is absent or lower. `is`: the mark is exactly this; `undefined`: absent. */
  expect: { below: string } | { is: string | undefined };
};

/** Where counters are added to; by default those of buckets. */
export type CounterStore<Id = CounterId> = {
  /** @returns whether the mark was as expected and the addition happened */
  add(addition: Addition<Id>): Promise<boolean>;
  /** The counter's mark, read consistently. */
  mark(counter: Id, mark: string): Promise<string | undefined>;
};

/** An update expression holds about 4 KB; one record touches far fewer measures than this. */
const mostMeasures = 250;

/** How often another invocation may move the mark under us before we let the stream redeliver. */
const maxLostRaces = 25;

/**
 * Adds a batch of one shard to one counter, each record once whatever is redelivered, re-cut, repeated or late: the
 * counter's mark tells how far the shard has been added (docs/architecture.md, Counting).
 * @param parts in stream order, at least one
 */
export async function applyCounter<Id = CounterId>(
  counter: Id,
  mark: string,
  parts: readonly Part[],
  store: CounterStore<Id>,
): Promise<void> {
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) return;
  const measures = sum(parts);
  if (Object.keys(measures).length > mostMeasures && parts.length > 1) {
    const half = Math.ceil(parts.length / 2);
    await applyCounter(counter, mark, parts.slice(0, half), store);
    return applyCounter(counter, mark, parts.slice(half), store);
  }
  const added = await store.add({ counter, measures, mark, moveTo: last.sequence, expect: { below: first.sequence } });
  if (!added) await applyRest(counter, mark, parts, store);
}

/** Part of the batch is in already: adds what lies above the mark, on the condition that the mark stays where it was. */
async function applyRest<Id>(
  counter: Id,
  mark: string,
  parts: readonly Part[],
  store: CounterStore<Id>,
): Promise<void> {
  for (let lost = 0; lost < maxLostRaces; lost += 1) {
    const seen = await store.mark(counter, mark);
    const rest = parts.filter((part) => seen === undefined || part.sequence > seen);
    const last = rest.at(-1);
    if (!last) return;
    const addition = { counter, measures: sum(rest), mark, moveTo: last.sequence, expect: { is: seen } };
    if (await store.add(addition)) return;
  }
  throw new Error(`the mark of ${JSON.stringify(counter)} kept moving; the batch is to be delivered again`);
}

function sum(parts: readonly Part[]): Measures {
  if (parts.length === 1 && parts[0]) return parts[0].measures;
  const total: Measures = {};
  for (const part of parts) addMeasures(total, part.measures);
  return total;
}
