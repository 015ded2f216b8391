import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counter, granularities } from '../../functions/core/counter.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { type CountersTable, type OpenCounters, sequence, start } from './counters-contract.ts';

/** A test's memory answers as a real table does: what a test finds over the one holds over the other. */
export function memoryIsTwinOf(name: string, open: OpenCounters, numRuns: number): void {
  test(`a test’s memory answers as ${name} does, whatever is asked in whatever order`, async () => {
    const clock = { now: start };
    const { table, stop } = await open(clock);
    let run = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), async (steps) => {
      run += 1;
      clock.now = start;
      const memory = memoryCounters({ now: () => clock.now, retention: defaultRetention });
      for (const one of steps) {
        if ('wait' in one) clock.now += one.wait;
        else expect(await take(one, memory, `twin-${run}`)).toEqual(await take(one, table, `twin-${run}`));
      }
    });
    await fc.assert(property, { numRuns }).finally(stop);
  });
}

// Few counters and few marks, so that the same ones are met again and again.
const starts = [Date.UTC(2025, 4, 31, 23, 59), Date.UTC(2025, 5, 1), Date.UTC(2025, 5, 1, 0, 2)];
const scopes = [
  ...granularities.map((granularity) => ({ dimension: 'total', granularity }) as const),
  { dimension: 'user', granularity: 'day' } as const,
];
const bucket = fc.record({ value: fc.constantFrom('a', 'b|c'), start: fc.constantFrom(...starts) });
const id = fc.tuple(fc.constantFrom(...scopes), bucket).map(([scope, place]) => ({ ...scope, ...place }));
const measures = fc.dictionary(fc.constantFrom('o.sent', 'x.code.1', 'u.users'), fc.integer({ min: -2, max: 2 }));
const mark = fc.constantFrom('~a', '~b');
const moment = fc.integer({ min: 1, max: 4 }).map(sequence);
const seen = fc.oneof(fc.record({ below: moment }), fc.record({ is: fc.option(moment, { nil: undefined }) }));
const rev = fc.integer({ min: 0, max: 3 });
const range = fc.record({
  scope: fc.constantFrom(...scopes),
  from: fc.constantFrom(...starts.flatMap((at) => [at - minute, at, at + 1])),
  length: fc.constantFrom(0, minute, 3 * minute),
});
const added = fc.record({ counter: id, measures, mark, moveTo: moment, expect: seen });

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ add: added }) },
  { weight: 3, arbitrary: fc.record({ replace: id, measures, rev }) },
  { weight: 2, arbitrary: fc.record({ clean: id, rev }) },
  fc.record({ mark: id, name: mark }),
  fc.record({ get: fc.array(id, { maxLength: 6 }) }),
  { weight: 2, arbitrary: fc.record({ slice: range }) },
  fc.record({ dirty: fc.constantFrom('hour', 'day') }),
  fc.record({ standing: id }),
  fc.record({ wait: fc.constantFrom(hour, day, 100 * day) }),
);
type Value<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Step = Exclude<Value<typeof step>, { wait: number }>;

/** @returns what the table answers, in an order */
async function take(one: Step, table: CountersTable, tenant: string): Promise<unknown> {
  if ('add' in one) return table.add({ ...one.add, counter: { ...one.add.counter, tenant } });
  if ('replace' in one) return table.replace({ ...one.replace, tenant }, one.measures, one.rev);
  if ('clean' in one) return table.clean({ ...one.clean, tenant, measures: {}, rev: one.rev, dirty: true });
  if ('mark' in one) return table.mark({ ...one.mark, tenant }, one.name);
  if ('get' in one) return ordered(await table.get(one.get.map((wanted) => ({ ...wanted, tenant }))));
  if ('slice' in one) {
    const { scope, from, length } = one.slice;
    return ordered(await table.slice({ ...scope, tenant, from, to: from + length }));
  }
  if ('dirty' in one) return ordered(await all(table.dirty(tenant, one.dirty)));
  const found = await table.standing({ ...one.standing, tenant });
  return found && { measures: found.measures, rev: found.rev, dirty: found.dirty };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function ordered<T extends Omit<Counter, 'measures'>>(counters: readonly T[]): T[] {
  const name = ({ granularity, start: at, dimension, value }: T) => `${granularity} ${at} ${dimension} ${value}`;
  return [...counters].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
