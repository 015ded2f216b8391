import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterId } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { hour } from '../../functions/core/time.ts';
import { type RollUpDeps, type RollUpStore, rollUp, type StoredCounter } from '../../functions/roll-up/roll-up.ts';
import { silentLog } from '../support/fakes.ts';
import { chance, createWorld, type World } from '../support/world.ts';

const dayStart = Date.UTC(2025, 5, 2);

/** The counters table as the roll-up sees it, each call let through by the world. */
function modelTable(world: World) {
  const items = new Map<string, StoredCounter>();
  const people = new Set<number>();
  const key = (id: CounterId) => Object.values(counterKey(id)).join(' ');
  const addHour = (start: number) => {
    const id = { tenant: 'main', dimension: 'total', value: 'all', granularity: 'hour', start } as const;
    const item = items.get(key(id)) ?? { ...id, measures: {}, rev: 0, dirty: true };
    const sent = (item.measures['o.sent'] ?? 0) + 1;
    items.set(key(id), { ...item, measures: { 'o.sent': sent }, rev: item.rev + 1, dirty: true });
  };
  const store: RollUpStore = {
    async *dirty(_, granularity) {
      yield* await world.call(() =>
        [...items.values()].filter((item) => item.dirty && item.granularity === granularity),
      );
    },
    read: (ids) => world.call(() => ids.flatMap((id) => structuredClone(items.get(key(id))) ?? [])),
    standing: (id) => world.call(() => structuredClone(items.get(key(id)))),
    replace: (id, measures, expected) =>
      world.call(() => {
        if ((items.get(key(id))?.rev ?? 0) !== expected) return false;
        items.set(key(id), { ...id, measures: { ...measures }, rev: expected + 1, dirty: id.granularity === 'day' });
        return true;
      }),
    clean: (counter) =>
      world.call(() => {
        const item = items.get(key(counter));
        if (item?.rev === counter.rev) item.dirty = false;
      }),
  };
  const sum = (granularity: string, name: string) =>
    [...items.values()]
      .filter((item) => item.granularity === granularity)
      .reduce((total, item) => total + (item.measures[name] ?? 0), 0);
  const deps: RollUpDeps = {
    store,
    peopleOf: () => world.call(() => ({ count: people.size, errorPermille: 0 })),
    consentNumbers: () => world.call(() => ({ 'opted-out': people.size, 'opted-in': 0 })),
    tenants: { main: { timeZone: 'UTC' } },
    now: () => dayStart + 5 * hour,
    log: silentLog,
  };
  return { deps, addHour, people, sum };
}

test('days and months equal their hours, whatever roll-ups overlap, crash or freeze while hours still change', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const random = chance(seed);
      const world = createWorld(random, { crash: 0.02, freeze: 0.05 });
      const { deps, addHour, people, sum } = modelTable(world);
      const counting = (async () => {
        for (let i = 0; i < 12; i += 1) {
          await world.step();
          people.add(random.below(20));
          await world.step();
          addHour(dayStart + random.below(4) * hour);
        }
      })();
      const runs = Array.from({ length: 4 }, () => rollUp(deps).catch(() => undefined));
      await world.run([counting, ...runs]);
      world.calmDown();
      await world.run([rollUp(deps)]);
      expect([sum('day', 'o.sent'), sum('month', 'o.sent')]).toEqual([12, 12]);
      expect([sum('day', 'u.senders'), sum('day', 'u.optedOut')]).toEqual([people.size, people.size]);
      expect([sum('month', 'u.senders'), sum('month', 'u.optedOut')]).toEqual([0, 0]);
    }),
    { numRuns: 1000 },
  );
});
