import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditedCounter } from '../../functions/audit/compare.ts';
import { recountable } from '../../functions/audit/journal-book.ts';
import { byKey, recountHour } from '../../functions/audit/recount.ts';
import { advance } from '../../functions/core/advance.ts';
import { localHourStart } from '../../functions/core/calendar.ts';
import { type Contributions, contributions, difference } from '../../functions/core/contributions.ts';
import { addMeasures, type Counter, isEmpty, type Measures } from '../../functions/core/counter.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { journalEvent, start } from '../support/events.ts';
import { mergeContributions } from '../support/merge-contributions.ts';
import { chance, createWorld, type World } from '../support/world.ts';
import { entryOf } from './support/audit-world.ts';

const now = start + 20 * hour;
const quietMs = 2 * hour;
const runs = Number(process.env.PROPERTY_RUNS ?? 3000);

/** A journal whose changes wait to be counted, and the counters. Every call waits until the world lets it through. */
function tables(world: World, entries: Map<string, JournalEntry>) {
  const items = new Map<string, AuditedCounter>();
  const add = (counters: Iterable<[string, Counter]>) => {
    for (const [key, counter] of counters) {
      const item = items.get(key) ?? { ...counter, measures: {}, rev: 0 };
      for (const [name, amount] of Object.entries(counter.measures)) {
        item.measures[name] = (item.measures[name] ?? 0) + amount;
      }
      items.set(key, { ...item, rev: item.rev + 1 });
    }
  };
  return {
    items,
    add,
    deps: {
      stored: (_: string, from: number, to: number) =>
        world.call(() =>
          structuredClone(
            [...items.values()].filter((item) => item.dimension !== 'user' && from <= item.start && item.start < to),
          ),
        ),
      async *startedIn(_: string, hourStart: number) {
        yield await world.call(() =>
          [...entries.values()].filter(({ zone, startedAt }) => localHourStart(zone, startedAt) === hourStart),
        );
      },
      repair: (counter: AuditedCounter, measures: Counter['measures']) =>
        world.call(() => {
          const [key = ''] = byKey([counter]).keys();
          const item = items.get(key) ?? { ...counter, measures: {}, rev: 0 };
          if (item.rev !== counter.rev) return false;
          items.set(key, { ...item, measures: { ...item.measures, ...measures }, rev: item.rev + 1 });
          return true;
        }),
      pause: world.step,
      retention: defaultRetention,
      now: () => now,
    },
  };
}

const statuses = ['sent', 'delivered', 'undelivered', 'failed', 'read'] as const;

/** Old entries of which some were never counted, new ones, and changes of both while two recounts repair. */
async function liveThrough(seed: number) {
  const random = chance(seed);
  const world = createWorld(random, { crash: 0, freeze: 0.05 });
  const entries = new Map<string, JournalEntry>();
  /** What was never counted, and is in no counter until it is repaired. */
  const lost: Contributions = new Map();
  const { items, add, deps } = tables(world, entries);
  const event = (id: number, receivedAt: number) => ({
    id: `${id}`,
    key: `${id}`,
    receivedAt,
    labels: { carrier: random.pick(['unknown', 'AT&T']), country: random.pick(['unknown', 'US']) },
    ...(random.happens(0.5) && { errorCode: '30003', countedCode: '30003' }),
  });
  for (let id = 0; id < 4; id += 1) {
    const entry = entryOf(journalEvent(random.pick(statuses), event(id, start + minute)));
    entries.set(entry.key, entry);
    if (random.happens(0.7)) add(contributions(entry));
    else mergeContributions(lost, contributions(entry));
  }
  const counting: Promise<void>[] = [];
  const changing = (async () => {
    for (let step = 0; step < 6; step += 1) {
      await world.step();
      const id = random.below(6);
      const before = entries.get(`${id}`);
      const change = advance(before, journalEvent(random.pick(statuses), event(id, now)));
      if (change.kind === 'unchanged') continue;
      const after = change.entry;
      entries.set(after.key, after);
      counting.push(world.call(() => add(difference(before, after))));
    }
  })();
  const what = { tenant: 'main', hour: start - (start % hour), quietMs, repair: true };
  await world.run([changing, recountHour(what, deps), recountHour(what, deps)]);
  await world.run([Promise.all(counting)]);
  world.calmDown();
  const before = structuredClone(items);
  const later = { ...deps, now: () => now + quietMs + minute };
  await world.run([recountHour(what, later)]);
  return { before, after: items, lost, entries: [...entries.values()] };
}

/** Outcomes as plain numbers; transitions are not recounted. */
function outcomes(measures: Measures = {}, less: Measures = {}): Measures {
  const result: Measures = {};
  addMeasures(result, recountable(measures));
  addMeasures(result, recountable(less), -1);
  return result;
}

test(`counters stay as wrong as they were, or become right, in ${runs.toLocaleString('en')} lives in which the journal changes under a recount`, {
  timeout: 300_000,
}, async () => {
  let repaired = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { before, after, lost, entries } = await liveThrough(seed);
      const right: Contributions = new Map();
      for (const entry of entries) mergeContributions(right, contributions(entry));
      for (const [key, { measures }] of right) {
        const stored = outcomes(before.get(key)?.measures);
        const asBefore = outcomes(measures, lost.get(key)?.measures);
        expect([outcomes(measures), asBefore], key).toContainEqual(stored);
        if (lost.has(key) && isDeepStrictEqual(stored, outcomes(measures))) repaired += 1;
      }
      expect(outcomesOf(after)).toEqual(outcomesOf(right));
    }),
    { numRuns: runs },
  );
  expect(repaired).toBeGreaterThan(runs / 10);
});

function outcomesOf(counters: Map<string, { measures: Measures }>): Record<string, Measures> {
  const all = [...counters].map(([key, { measures }]) => [key, outcomes(measures)] as const);
  return Object.fromEntries(all.filter(([, measures]) => !isEmpty(measures)));
}
