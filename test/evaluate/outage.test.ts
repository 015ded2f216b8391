import { describe, expect, test, vi } from 'vitest';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';

const evaluation = { catchUp: '2m', outageTolerance: '30m', forGracePeriod: '10m' };
const critical = { below: '50%', for: '25m' };
const pending: Setting = { traffic: { telnyx: '!'.repeat(300) }, rule: { when: { critical } }, evaluation };

/** Evaluates every minute but those of the outage. */
async function interrupted(setting: Setting, downAt: number, backAt: number, until: number) {
  const world = createEvaluation(setting);
  for (let tick = 0; tick <= until; tick += 1) {
    if (tick <= downAt || tick >= backAt) await evaluate(at(tick), world.deps);
  }
  return world;
}

describe('after an outage that is too long to be caught up with', () => {
  test.each([
    { id: '4.1-R1', downAt: 5, backAt: 15, fires: 35, what: 'a pending alert waits for as much longer as it lasted' },
    { id: '4.1-R2', downAt: 20, backAt: 25, fires: 35, what: 'one that was about to fire has ten minutes of grace' },
    { id: '4.1-R3', downAt: 5, backAt: 40, fires: 65, what: 'beyond the tolerance it starts anew' },
  ])('$id: $what', async ({ downAt, backAt, fires }) => {
    const world = await interrupted(pending, downAt, backAt, 70);
    expect(world.history).toEqual(['0 telnyx pending', `${fires} telnyx firing`]);
  });

  test('what fires goes on, in the same episode, and is told no second time', async () => {
    const world = await interrupted({ traffic: pending.traffic, evaluation }, 5, 250, 255);
    expect(world.history).toEqual(['0 telnyx firing']);
    expect(world.arrived).toEqual(['pagerduty F0 telnyx', 'slack F0 telnyx']);
    expect([...world.alerts.values()]).toMatchObject([{ episode: 1, firedAt: at(0) }]);
  });

  test('what fired and is over by then resolves', async () => {
    const traffic = { telnyx: `!!!${'.'.repeat(60)}` };
    const world = await interrupted({ traffic, evaluation }, 1, 50, 52);
    expect(world.history).toEqual(['0 telnyx firing', '50 telnyx inactive']);
    expect(world.arrived).toContain('slack R50 telnyx');
  });

  test('what was pending and is good by then is dropped', async () => {
    const traffic = { telnyx: `!!!${'.'.repeat(60)}` };
    const world = await interrupted({ ...pending, traffic }, 2, 50, 52);
    expect(world.history).toEqual(['0 telnyx pending', '50 telnyx inactive']);
    expect(world.arrived).toEqual([]);
  });

  test('the outage itself is not taken for want of traffic', async () => {
    const setting = { traffic: { telnyx: '!' }, rule: { staleAfter: '30m' }, evaluation };
    const world = await interrupted(setting, 10, 200, 230);
    expect(world.history).toEqual(['0 telnyx firing', '220 telnyx inactive']);
  });

  test('a rule that is not due in the first minute learns of it too', async () => {
    const rule = { every: '5m', when: { critical } };
    const world = await interrupted({ ...pending, rule }, 5, 17, 50);
    expect(world.history).toEqual(['0 telnyx pending', '40 telnyx firing']);
  });

  test('alerts that cannot be read go on as they were, and others are restored', async () => {
    const rules = ['delivery', 'other'].map((id) => ({ id, when: { critical } }));
    const world = createEvaluation({ traffic: pending.traffic, rules, evaluation });
    for (let tick = 0; tick <= 5; tick += 1) await evaluate(at(tick), world.deps);
    const alertsOfRule = vi.fn(world.deps.alertsOfRule).mockRejectedValueOnce(new Error('throttled'));
    await evaluate(at(15), { ...world.deps, alertsOfRule });
    expect(world.log.lines).toContainEqual(expect.objectContaining({ message: 'alerts not restored' }));
    const activeAt = [...world.alerts.values()].map(({ rule, levels }) => [rule, levels.critical?.activeAt]);
    expect(activeAt.sort()).toEqual([
      ['delivery', at(0)],
      ['other', at(10)],
    ]);
  });

  test('a run that dies at any call leaves it to the next, and nothing is put off twice', async () => {
    for (let calls = 0; calls < 12; calls += 1) {
      const world = await interrupted(pending, 5, 999, 5);
      await evaluate(at(15), dying(world.deps, calls)).catch(() => undefined);
      for (let tick = 16; tick <= 40; tick += 1) await evaluate(at(tick), world.deps);
      expect(['35 telnyx firing', '36 telnyx firing']).toContain(world.history[1]);
      expect(world.history).toHaveLength(2);
    }
  });
});

test('a run that is cut while it catches up has lost nothing: the next goes on where it was', async () => {
  const world = createEvaluation({ traffic: { telnyx: '!!!.!!!!' } });
  await evaluate(at(0), world.deps);
  const moveCursor = async (tick: number) => {
    if (tick > at(4)) throw new Error('out of time');
    return world.deps.moveCursor(tick);
  };
  await expect(evaluate(at(7), { ...world.deps, moveCursor })).rejects.toThrow('out of time');
  expect(world.cursor()).toBe(at(4));
  expect(await evaluate(at(7), world.deps)).toMatchObject({ kind: 'evaluated', ticks: 3 });
  expect(world.metrics.TicksEvaluated).toBe(8);
  expect(world.history).toEqual(['0 telnyx firing', '3 telnyx inactive', '4 telnyx firing']);
});

test('ticks that lie back are judged although counting lags now, for it had the time to get there', async () => {
  const world = createEvaluation({ traffic: { telnyx: '.!!!!!!!!!!' }, lag: () => 4 * 60_000 });
  await evaluate(at(0), { ...world.deps, countLag: async () => 0 });
  await evaluate(at(10), world.deps);
  expect(world.history).toEqual(['1 telnyx firing']);
  expect([...world.alerts.values()].map(({ evidence }) => evidence.window.to)).toEqual([at(7)]);
});

/** Dependencies that fail from the given call on. */
function dying(deps: ReturnType<typeof createEvaluation>['deps'], calls: number) {
  let left = calls;
  const dies =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('died')) : call(...args);
    };
  return {
    ...deps,
    alertsOfRule: dies(deps.alertsOfRule),
    saveAlert: dies(deps.saveAlert),
    judgedRules: dies(deps.judgedRules),
    countLag: dies(deps.countLag),
    moveCursor: dies(deps.moveCursor),
  };
}
