import { describe, expect, test } from 'vitest';
import { minute } from '../../functions/core/time.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';
import { emptyReadings } from '../support/readings.ts';

async function everyMinute(deps: EvaluateDeps, from: number, to: number) {
  for (let tick = from; tick <= to; tick += 1) await evaluate(at(tick), deps);
}

const bad = (minutes: number) => '!'.repeat(minutes);
const good = (minutes: number) => '.'.repeat(minutes);

describe('an incident', () => {
  test('fires after its hold, is told once on each channel, and resolves once', async () => {
    const world = createEvaluation({
      traffic: { telnyx: `..${bad(10)}${good(20)}` },
      rule: { when: { critical: { below: '50%', for: '5m' } }, keepFiring: '3m' },
    });
    await everyMinute(world.deps, 0, 31);
    expect(world.history).toEqual(['2 telnyx pending', '7 telnyx firing', '15 telnyx inactive']);
    expect(world.arrived).toEqual([
      'pagerduty F7 telnyx',
      'slack F7 telnyx',
      'pagerduty R15 telnyx',
      'slack R15 telnyx',
    ]);
  });

  test('that comes back within the cooldown is silent until the cooldown is over', async () => {
    const world = createEvaluation({ traffic: { telnyx: `${bad(10)}${good(10)}${bad(10)}${good(40)}${bad(5)}` } });
    await everyMinute(world.deps, 0, 74);
    expect(world.arrived.filter((line) => line.startsWith('slack'))).toEqual([
      'slack F0 telnyx',
      'slack R10 telnyx',
      'slack F70 telnyx',
    ]);
    expect([...world.alerts.values()].map(({ episode }) => episode)).toEqual([3]);
  });

  test('that the cooldown held back is told when the cooldown ends', async () => {
    const world = createEvaluation({ traffic: { telnyx: `${bad(10)}${good(10)}${bad(60)}` } });
    await everyMinute(world.deps, 0, 75);
    expect(world.arrived.filter((line) => line.startsWith('slack'))).toEqual([
      'slack F0 telnyx',
      'slack R10 telnyx',
      'slack F60 telnyx',
    ]);
  });

  test('is told to a channel that was down when it is due again, and to others at once', async () => {
    const world = createEvaluation({ traffic: { telnyx: bad(100) }, down: { pagerduty: [0] } });
    await everyMinute(world.deps, 0, 99);
    expect(world.arrived).toEqual(['slack F0 telnyx', 'pagerduty F15 telnyx']);
  });

  test('of one provider says nothing about another', async () => {
    const world = createEvaluation({ traffic: { telnyx: bad(4), twilio: good(4) } });
    await everyMinute(world.deps, 0, 3);
    expect(world.history).toEqual(['0 telnyx firing']);
  });

  test('stays open while nothing is known, and closes for want of traffic after staleAfter', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!' }, rule: { staleAfter: '30m' } });
    await everyMinute(world.deps, 0, 40);
    expect(world.history).toEqual(['0 telnyx firing', '30 telnyx inactive']);
    expect([...world.alerts.values()][0]?.resolvedBecause).toBe('no-traffic');
    expect(world.arrived).toContain('slack R30 telnyx');
  });

  test('that grew milder is resolved on the channels that were told of the worst', async () => {
    const when = { critical: { below: '50%' }, high: { below: '50%', for: '2m' } };
    const world = createEvaluation({ traffic: { telnyx: '!!!.' }, rule: { when } });
    await everyMinute(world.deps, 0, 4);
    expect(world.arrived.slice(-2)).toEqual(['pagerduty R3 telnyx', 'slack R3 telnyx']);
  });

  test('that was told late still gets its resolve, however late', async () => {
    const world = createEvaluation({ traffic: { telnyx: `!${good(200)}` }, down: { slack: [0], pagerduty: [0] } });
    await everyMinute(world.deps, 0, 89);
    const [alert = ''] = world.alerts.keys();
    const said = {
      rule: 'delivery',
      kind: 'firing',
      severity: 'critical',
      at: at(90),
      lastFiringSentAt: at(90),
    } as const;
    for (const [key, log] of world.logs) world.logs.set(key, { ...log, outcome: 'sent', told: { [alert]: said } });
    await everyMinute(world.deps, 90, 95);
    expect(world.arrived).toEqual(['pagerduty R90 telnyx', 'slack R90 telnyx']);
  });
});

describe('the evaluator', () => {
  test('catches up seven missed ticks with the same transitions as if it had never stopped', async () => {
    const setting: Setting = {
      traffic: { telnyx: '..!!!.!!!!!!!!..', twilio: '!!!!....!?!?!...' },
      rule: { when: { critical: { below: '50%', for: '2m' } }, keepFiring: '1m' },
    };
    const steady = createEvaluation(setting);
    await everyMinute(steady.deps, 0, 15);
    const stopped = createEvaluation(setting);
    await everyMinute(stopped.deps, 0, 4);
    expect(await evaluate(at(12), stopped.deps)).toMatchObject({ ticks: 8 });
    await everyMinute(stopped.deps, 13, 15);
    expect(stopped.history).toEqual(steady.history);
    expect(stopped.alerts).toEqual(steady.alerts);
    expect(stopped.arrived).toEqual(steady.arrived);
  });

  test('looks at the present only when it starts for the first time, or after more silence than it catches up with', async () => {
    const world = createEvaluation({ traffic: {} });
    expect(await evaluate(at(0), world.deps)).toMatchObject({ ticks: 1 });
    expect(await evaluate(at(31), world.deps)).toMatchObject({ ticks: 31 });
    expect(await evaluate(at(63), world.deps)).toMatchObject({ ticks: 1 });
    expect(world.cursor()).toBe(at(63));
  });

  test('does nothing for a tick that was evaluated, and takes any second of a minute for the minute', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!!' } });
    await evaluate(at(0) + 59_999, world.deps);
    expect(world.cursor()).toBe(at(0));
    expect(await evaluate(at(0) + 1, world.deps)).toEqual({ kind: 'up-to-date' });
    expect(world.arrived).toHaveLength(2);
  });

  test('freezes a rule that fails, and no other', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!xx.', twilio: '!??.' } });
    const healthy = createEvaluation({ traffic: { telnyx: '!!!.' } });
    const rules = [...world.rules, ...healthy.rules.map((rule) => ({ ...rule, id: 'healthy', by: [] }))];
    const both: EvaluateDeps = {
      ...world.deps,
      rulesOf: async () => rules,
      readings: (...at) =>
        emptyReadings({
          async sums(dimension, span) {
            if (dimension !== 'total') return world.deps.readings(...at).sums(dimension, span);
            const values = await healthy.deps.readings(...at).sums('provider', span);
            return new Map([['all', values.get('telnyx') ?? {}]]);
          },
        }),
    };
    await everyMinute(both, 0, 2);
    const states = () =>
      [...world.alerts.values()]
        .map(({ rule, state, evidence }) => [rule, state, (evidence.window.to - at(0)) / minute])
        .sort();
    expect(states()).toEqual([
      ['delivery', 'firing', 0],
      ['delivery', 'firing', 0],
      ['healthy', 'firing', 2],
    ]);
    expect(world.metrics.RulesFailed).toBe(2);
    expect(world.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ rule: 'delivery', tick: at(1) }) }),
    );
    await everyMinute(both, 3, 3);
    expect(states().map(([, state]) => state)).toEqual(['inactive', 'inactive', 'inactive']);
  });

  test('knows nothing while counting lags by more than the settle lag, and by more than a minute', async () => {
    const traffic = { telnyx: bad(10) };
    const until = (tick: number, lag: number) => (now: number) => (now < at(tick) ? lag + 1 : lag);
    const settling = createEvaluation({ traffic, lag: until(7, 5 * minute), rule: { settle: '5m' } });
    await everyMinute(settling.deps, 0, 9);
    expect(settling.history).toEqual(['7 telnyx firing']);
    const late = createEvaluation({ traffic, lag: until(3, minute) });
    await everyMinute(late.deps, 0, 9);
    expect(late.history).toEqual(['3 telnyx firing']);
  });

  test('freezes alerts while counting lags, and does not take that for want of traffic', async () => {
    const lag = (tick: number) => (tick >= at(1) && tick < at(200) ? 10 * minute : 0);
    const world = createEvaluation({ traffic: { telnyx: `${bad(200)}${good(5)}` }, lag });
    await everyMinute(world.deps, 0, 204);
    expect(world.history).toEqual(['0 telnyx firing', '200 telnyx inactive']);
    expect([...world.alerts.values()][0]?.resolvedBecause).toBe('recovered');
  });

  test('does not close an alert for want of traffic because counting lagged for long before', async () => {
    const lag = (tick: number) => (tick >= at(1) && tick < at(150) ? 10 * minute : 0);
    const world = createEvaluation({ traffic: { telnyx: `${bad(150)}?${bad(9)}` }, lag });
    await everyMinute(world.deps, 0, 159);
    expect(world.history).toEqual(['0 telnyx firing']);
  });

  test('leaves a disabled rule alone', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!!' }, rule: { enabled: false } });
    await everyMinute(world.deps, 0, 1);
    expect(world.alerts.size).toBe(0);
  });

  test('keeps no alert of what was never bad, and keeps a resolved one for its cooldown, what it takes to rest, and eight days', async () => {
    const kept: (number | undefined)[] = [];
    const world = createEvaluation({ traffic: { telnyx: '!.', twilio: '..' } });
    const deps: EvaluateDeps = {
      ...world.deps,
      saveAlert: (alert, keepUntil) => {
        kept.push(keepUntil && (keepUntil - at(0)) / minute);
        return world.deps.saveAlert(alert, keepUntil);
      },
    };
    await everyMinute(deps, 0, 1);
    expect([...world.alerts.values()].map(({ labels }) => labels.provider)).toEqual(['telnyx']);
    expect(kept).toEqual([undefined, 1 + 60 + 20 + 8 * 24 * 60]);
  });

  test('says how much it did', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!!' } });
    expect(await evaluate(at(0), world.deps)).toEqual({
      kind: 'evaluated',
      ticks: 1,
      alertsChanged: 1,
      alertsFiring: 1,
      rulesFailed: 0,
      seriesCut: 0,
    });
    expect(world.metrics).toMatchObject({ TicksEvaluated: 1, AlertsFiring: 1, RulesFailed: 0 });
  });

  test('fails, and leaves its cursor, if the cursor cannot be read', async () => {
    const world = createEvaluation({ traffic: {} });
    const cursor = () => Promise.reject(new Error('no table'));
    await expect(evaluate(at(0), { ...world.deps, cursor })).rejects.toThrow('no table');
    expect(world.cursor()).toBeUndefined();
  });
});
