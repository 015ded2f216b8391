import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveredUntil, ownsAlert, type ShardCursor } from '../../functions/core/shard.ts';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation } from '../support/evaluation.ts';
import { alone, doubled, judged, scheduled, settings, told } from '../support/interleaving.ts';

const minutes = 9;
const last = at(minutes - 1);
const indexes = (of: number) => Array.from({ length: of }, (_, index) => index);

test('every alert belongs to exactly one of the evaluators', () => {
  const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(id, fc.integer({ min: 1, max: 16 }), (id, of) => {
      expect(indexes(of).filter((index) => ownsAlert(index, of)(id))).toHaveLength(1);
    }),
  );
});

test('one to four evaluators give together what one gives, in whatever order they come', async () => {
  await fc.assert(
    fc.asyncProperty(settings(minutes), fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (setting, s, of) => {
      const world = createEvaluation(setting);
      const runs = indexes(of).map(async (index) => {
        const deps = scheduled(world.shard(index, of), world.telling, s);
        for (const tick of [0, 3, 4, minutes - 1]) await evaluate(at(tick), deps);
      });
      await s.waitFor(Promise.all(runs));
      const reference = createEvaluation(setting);
      for (const tick of [0, 3, 4, minutes - 1]) await evaluate(at(tick), reference.deps);
      expect(judged(world)).toEqual(judged(reference));
      expect(doubled(world)).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('evaluators that are through with a minute before the next tell what one tells', async () => {
  await fc.assert(
    fc.asyncProperty(settings(minutes), fc.scheduler(), fc.integer({ min: 1, max: 4 }), async (setting, s, of) => {
      const world = createEvaluation(setting);
      for (let tick = 0; tick < minutes; tick += 1) {
        const runs = indexes(of).map((index) =>
          evaluate(at(tick), scheduled(world.shard(index, of), world.telling, s)),
        );
        await s.waitFor(Promise.all(runs));
      }
      expect(told(world)).toEqual(told(await alone(setting, minutes)));
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('a change of their number loses and doubles nothing, though old ones are still at work and one of them dies', async () => {
  const number = fc.integer({ min: 1, max: 4 });
  await fc.assert(
    fc.asyncProperty(
      settings(minutes),
      fc.scheduler(),
      number,
      number,
      fc.integer({ min: 1, max: 60 }),
      async (setting, s, before, after, diesAfter) => {
        const world = createEvaluation(setting);
        for (const index of indexes(before)) await evaluate(at(0), world.shard(index, before));
        const old = indexes(before).map((index) => {
          const run = evaluate(
            at(4 + index),
            scheduled(world.shard(index, before), world.telling, s, index === 0 ? diesAfter : undefined),
          );
          return index === 0 ? undefined : run;
        });
        const young = indexes(after).map((index) =>
          evaluate(at(6), scheduled(world.shard(index, after), world.telling, s)),
        );
        await s.waitFor(Promise.all([...old, ...young]));
        await s.waitIdle();
        for (const index of indexes(after)) await evaluate(last, world.shard(index, after));
        expect(judged(world)).toEqual(judged(await alone(setting, minutes)));
        expect(doubled(world)).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);

describe('how far an evaluator need not look', () => {
  const cursor = (name: string, minutes: number): ShardCursor => {
    const [shard = 0, of = 1] = name.split('/').map(Number);
    return { shard, of, at: minutes };
  };
  test.each([
    { who: '0/1', cursors: {}, until: undefined, why: 'nobody was there before' },
    { who: '0/2', cursors: { '0/2': 7, '1/2': 5 }, until: 7, why: 'its own cursor, whoever is behind' },
    { who: '0/2', cursors: { '0/1': 7 }, until: 7, why: 'new, where the only one was' },
    { who: '1/4', cursors: { '0/2': 7, '1/2': 5 }, until: 5, why: 'new, where the last of two was' },
    { who: '1/4', cursors: { '0/2': 7 }, until: undefined, why: 'one of two has never run' },
    { who: '0/1', cursors: { '0/1': 3, '0/2': 9, '1/2': 8 }, until: 8, why: 'back after two have worked in its place' },
    { who: '0/1', cursors: { '0/1': 9, '0/2': 3, '1/2': 3 }, until: 9, why: 'two have worked before it' },
    { who: '0/3', cursors: { '0/2': 7, '1/2': 5, '2/2': 1 }, until: 5, why: 'a third of two is a mistake' },
  ])('$who: $why', ({ who, cursors, until }) => {
    const { shard, of } = cursor(who, 0);
    const all = Object.entries(cursors).map(([name, at]) => cursor(name, at));
    expect(coveredUntil(shard, of, all)).toBe(until);
  });
});
