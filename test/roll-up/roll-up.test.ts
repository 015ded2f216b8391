import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterId } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { hour } from '../../functions/core/time.ts';
import { type RollUpStore, rollUp, type StoredCounter } from '../../functions/roll-up/roll-up.ts';
import { silentLog } from '../support/fakes.ts';
import { nobody } from '../support/people.ts';
import { chance, createWorld, type World } from '../support/world.ts';

const dayStart = Date.UTC(2025, 5, 2);

/** The counters table as the roll-up sees it, each call let through by the world. */
function modelTable(world: World) {
  const items = new Map<string, StoredCounter>();
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
  const sent = (granularity: string) =>
    [...items.values()]
      .filter((item) => item.granularity === granularity)
      .reduce((sum, item) => sum + (item.measures['o.sent'] ?? 0), 0);
  return { store, addHour, sent };
}

test('days and months equal their hours, whatever roll-ups overlap, crash or freeze while hours still change', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const random = chance(seed);
      const world = createWorld(random, { crash: 0.02, freeze: 0.05 });
      const table = modelTable(world);
      const deps = { ...nobody, store: table.store, tenants: { main: { timeZone: 'UTC' } }, log: silentLog };
      const counting = (async () => {
        for (let i = 0; i < 12; i += 1) {
          await world.step();
          table.addHour(dayStart + random.below(4) * hour);
        }
      })();
      const runs = Array.from({ length: 4 }, () => rollUp(deps).catch(() => undefined));
      await world.run([counting, ...runs]);
      world.calmDown();
      await world.run([rollUp(deps)]);
      expect([table.sent('day'), table.sent('month')]).toEqual([12, 12]);
    }),
    { numRuns: 1000 },
  );
});
