import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation } from '../support/evaluation.ts';
import { alone, scheduled, settings, told } from '../support/interleaving.ts';

const minutes = 9;
const last = at(minutes - 1);

test('overlapping runs, one of which may die at any call, end as one run that never missed a tick', async () => {
  await fc.assert(
    fc.asyncProperty(
      settings(minutes),
      fc.scheduler(),
      fc.nat(2),
      fc.integer({ min: 1, max: 120 }),
      async (setting, s, begun, diesAfter) => {
        const world = createEvaluation(setting);
        for (let tick = 0; tick <= begun; tick += 1) await evaluate(at(tick), world.deps);
        void evaluate(at(7), scheduled(world.deps, world.telling, s, diesAfter));
        const others = [7, 8].map((tick) => evaluate(at(tick), scheduled(world.deps, world.telling, s)));
        await s.waitFor(Promise.all(others));
        await s.waitIdle();
        await evaluate(last, world.deps);
        const reference = await alone(setting, minutes);
        expect(told(world)).toEqual(told(reference));
        expect(world.cursor()).toBe(last);
        expect(world.metrics.TicksEvaluated).toBe(minutes);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

test('an outage of seven minutes, anywhere in an incident, gives the transitions and notices of none', async () => {
  const long = 18;
  await fc.assert(
    fc.asyncProperty(settings(long), fc.integer({ min: 1, max: 9 }), async (setting, downAt) => {
      const world = createEvaluation(setting);
      for (let tick = 0; tick < long; tick += 1) {
        if (tick < downAt || tick >= downAt + 7) await evaluate(at(tick), world.deps);
      }
      const reference = await alone(setting, long);
      expect(told(world)).toEqual(told(reference));
      expect(world.history).toEqual(reference.history);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('runs that fall ever further behind do not all do the same: who is overtaken ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (s, runs) => {
      const behind = createEvaluation({ traffic: { telnyx: '!'.repeat(minutes) } });
      await evaluate(at(0), behind.deps);
      const outcomes = Promise.all(
        Array.from({ length: runs }, () => evaluate(last, scheduled(behind.deps, behind.telling, s))),
      );
      await s.waitFor(outcomes);
      const ends = (await outcomes).map(({ kind }) => kind);
      expect(ends.filter((kind) => kind === 'evaluated')).toHaveLength(1);
      expect(behind.cursor()).toBe(last);
    }),
    { numRuns: 50 },
  );
}, 60_000);
