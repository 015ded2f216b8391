import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { type SimulatedTick, simulate } from '../../functions/evaluate/simulate.ts';
import { at, createEvaluation, dawn, type Setting } from '../support/evaluation.ts';

const lastTick = 30;

const timeline = fc.string({
  unit: fc.constantFrom('!', '!', '.', '.', '?', 'x'),
  minLength: lastTick + 1,
  maxLength: lastTick + 1,
});
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
    onUnknown: fc.constantFrom('keep', 'ok', 'alerting'),
  }),
});

async function simulated(setting: Setting): Promise<SimulatedTick[]> {
  const { deps, config, rules } = createEvaluation(setting);
  const { stage, log } = deps;
  const readings = (tick: number) => deps.readings('main', 'UTC', tick);
  const where = { tenant: 'main', zone: 'UTC', stage, rules, config, log, readings };
  const ticks: SimulatedTick[] = [];
  for await (const tick of simulate({ ...where, from: at(0), to: at(lastTick) })) ticks.push(tick);
  return ticks;
}

/** In the words in which the evaluation's fakes remember. */
const statesOf = (ticks: readonly SimulatedTick[]) =>
  ticks.flatMap(({ transitions }) =>
    transitions.map(({ at: when, labels, state }) => `${(when - dawn) / minute} ${labels.provider} ${state}`),
  );
const arrivedOf = (ticks: readonly SimulatedTick[]) =>
  ticks.flatMap(({ notices }) =>
    notices
      .filter(({ kind }) => kind !== 'withdraw')
      .map(({ at: when, labels, channel, kind }) => {
        return `${channel} ${kind === 'firing' ? 'F' : 'R'}${(when - dawn) / minute} ${labels.provider}`;
      }),
  );

test('a simulation finds the states and sends the notices of live evaluation, minute by minute', async () => {
  await fc.assert(
    fc.asyncProperty(setting, async (given) => {
      const world = createEvaluation(given);
      for (let tick = 0; tick <= lastTick; tick += 1) await evaluate(at(tick), world.deps);
      const ticks = await simulated(given);
      expect(withoutRises(statesOf(ticks))).toEqual(withoutRises(world.history));
      expect(arrivedOf(ticks).sort()).toEqual([...world.arrived].sort());
    }),
    { numRuns: 150 },
  );
}, 60_000);

/** A severity that changes is a transition to the same state, which the fakes leave out. */
function withoutRises(states: readonly string[]): string[] {
  const last = new Map<string, string>();
  return states.filter((text) => {
    const [, provider = '', state = ''] = text.split(' ');
    const same = (last.get(provider) ?? 'inactive') === state;
    last.set(provider, state);
    return !same;
  });
}

test('a minute that cannot be read fails for its rule, and the next one is judged', async () => {
  const ticks = await simulated({ traffic: { telnyx: `..x!${'.'.repeat(lastTick)}` } });
  expect(ticks.map(({ failed }) => failed).slice(0, 4)).toEqual([0, 0, 1, 0]);
  expect(statesOf(ticks)).toEqual(['3 telnyx firing', '4 telnyx inactive']);
});
