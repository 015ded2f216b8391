import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';

/** The same dependencies, each call of which waits for its turn, and never returns once the run has died. */
function scheduled(deps: EvaluateDeps, scheduler: fc.Scheduler, diesAfter = Number.POSITIVE_INFINITY): EvaluateDeps {
  let calls = 0;
  const turn =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      calls += 1;
      if (calls > diesAfter) return new Promise(() => undefined);
      await scheduler.schedule(Promise.resolve());
      const answer = await call(...args);
      await scheduler.schedule(Promise.resolve());
      return answer;
    };
  return {
    ...deps,
    readings: (...at) => ({ ...deps.readings(...at), sums: turn(deps.readings(...at).sums) }),
    alertsOfRule: turn(deps.alertsOfRule),
    saveAlert: turn(deps.saveAlert),
    channelLogs: turn(deps.channelLogs),
    cursor: turn(deps.cursor),
    moveCursor: turn(deps.moveCursor),
    judgedRules: turn(deps.judgedRules),
    saveJudgedRules: turn(deps.saveJudgedRules),
    countLag: turn(deps.countLag),
  };
}

const timeline = fc.string({ unit: fc.constantFrom('!', '!', '.', '?'), minLength: 9, maxLength: 9 });
const setting = fc.record({
  traffic: fc.record({ telnyx: timeline, twilio: timeline }),
  rule: fc.record({
    when: fc.constantFrom(
      { critical: { below: '50%' } },
      { critical: { below: '50%', for: '2m' }, high: { below: '60%', for: '1m' } },
    ),
    keepFiring: fc.constantFrom('0m', '2m'),
    cooldown: fc.constantFrom('0m', '3m'),
    staleAfter: fc.constantFrom('2m', '60m'),
  }),
  down: fc.record({ slack: fc.uniqueArray(fc.nat(8), { maxLength: 3 }) }),
});

async function alone(setting: Setting) {
  const world = createEvaluation(setting);
  for (let tick = 0; tick <= 8; tick += 1) await evaluate(at(tick), world.deps);
  return world;
}

test('overlapping runs, one of which may die at any call, end as one run that never missed a tick', async () => {
  await fc.assert(
    fc.asyncProperty(
      setting,
      fc.scheduler(),
      fc.nat(2),
      fc.integer({ min: 1, max: 80 }),
      async (setting, s, begun, diesAfter) => {
        const world = createEvaluation(setting);
        for (let tick = 0; tick <= begun; tick += 1) await evaluate(at(tick), world.deps);
        void evaluate(at(7), scheduled(world.deps, s, diesAfter));
        const others = [7, 8].map((tick) => evaluate(at(tick), scheduled(world.deps, s)));
        await s.waitFor(Promise.all(others));
        await s.waitIdle();
        const reference = await alone(setting);
        expect(world.alerts).toEqual(reference.alerts);
        expect(world.history).toEqual(expect.arrayContaining(reference.history));
        expect(world.history).toHaveLength(reference.history.length);
        expect([...world.arrived].sort()).toEqual([...reference.arrived].sort());
        expect(world.cursor()).toBe(reference.cursor());
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
