import { describe, expect, test, vi } from 'vitest';
import type { RuleSettings } from '../../functions/config/schema.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';

const setting: Setting = { traffic: { telnyx: '!'.repeat(200) } };

async function run(deps: EvaluateDeps, from: number, to = from) {
  for (let tick = from; tick <= to; tick += 1) await evaluate(at(tick), deps);
}

/** The same evaluator after a deploy. */
function deployed(deps: EvaluateDeps, edit: (rule: RuleSettings) => RuleSettings[]): EvaluateDeps {
  return { ...deps, rulesOf: async (...asked) => (await deps.rulesOf(...asked)).flatMap(edit) };
}

const removed = () => [];
const disabled = (rule: RuleSettings) => [{ ...rule, enabled: false }];
const regrouped = (rule: RuleSettings) => [ruleSettings.parse({ ...rule, by: [] })];
const narrowed = (rule: RuleSettings) => [ruleSettings.parse({ ...rule, where: { provider: ['twilio'] } })];

describe('the alerts of a rule that was', () => {
  test.each([
    { what: 'removed', edit: removed, because: 'rule-removed' },
    { what: 'switched off', edit: disabled, because: 'rule-removed' },
    { what: 'grouped by other labels', edit: regrouped, because: 'rule-changed' },
    { what: 'limited to other label values', edit: narrowed, because: 'rule-changed' },
  ])('$what are closed once, and who heard of them hears that', async ({ edit, because }) => {
    const world = createEvaluation(setting);
    await run(world.deps, 0, 1);
    await run(deployed(world.deps, edit), 2, 9);
    expect(world.history).toEqual(['0 telnyx firing', '2 telnyx inactive']);
    expect([...world.alerts.values()]).toMatchObject([{ resolvedBecause: because, resolvedAt: at(2) }]);
    expect(world.arrived.slice(2)).toEqual(['pagerduty R2 telnyx', 'slack R2 telnyx']);
  });

  test('removed while it was pending are dropped without a word', async () => {
    const world = createEvaluation({ ...setting, rule: { when: { critical: { below: '50%', for: '9m' } } } });
    await run(world.deps, 0, 1);
    await run(deployed(world.deps, removed), 2);
    expect(world.history).toEqual(['0 telnyx pending', '2 telnyx inactive']);
    expect(world.arrived).toEqual([]);
  });

  test('switched off and on again begin anew, within the cooldown that was', async () => {
    const world = createEvaluation(setting);
    await run(world.deps, 0, 1);
    await run(deployed(world.deps, disabled), 2, 9);
    await run(world.deps, 10, 61);
    expect(world.history.slice(2)).toEqual(['10 telnyx firing']);
    expect([...world.alerts.values()]).toMatchObject([{ episode: 2, firedAt: at(10) }]);
    expect(world.arrived.slice(4)).toEqual(['pagerduty F60 telnyx', 'slack F60 telnyx']);
  });

  test('removed, and revived by a run of the old configuration that was still at work, are closed again', async () => {
    const world = createEvaluation({ traffic: { telnyx: '!!!!!', twilio: '..!!!' } });
    await run(world.deps, 0, 1);
    await run(deployed(world.deps, removed), 2);
    const late = { ...world.deps, cursor: async () => at(1), moveCursor: async () => false };
    await evaluate(at(2), {
      ...late,
      judgedRules: async () => ({ rules: [], retired: {} }),
      saveJudgedRules: async () => undefined,
    });
    expect(world.history.at(-1)).toBe('2 twilio firing');
    await run(deployed(world.deps, removed), 3);
    expect(world.history.at(-1)).toBe('3 twilio inactive');
  });

  test('removed are closed at the next run, if they cannot be read at this one; other rules go on', async () => {
    const world = createEvaluation({ ...setting, rules: [{ id: 'gone' }, { id: 'stays' }] });
    await run(world.deps, 0);
    const deps = deployed(world.deps, (rule) => (rule.id === 'gone' ? [] : [rule]));
    const alertsOfRule = vi.fn(deps.alertsOfRule).mockRejectedValueOnce(new Error('throttled'));
    await run({ ...deps, alertsOfRule }, 1, 2);
    const ends = [...world.alerts.values()].map(({ rule, state, resolvedAt }) => [rule, state, resolvedAt]);
    expect(ends.sort()).toEqual([
      ['gone', 'inactive', at(2)],
      ['stays', 'firing', undefined],
    ]);
  });

  test('removed still get a resolve to whom a firing notice reached late', async () => {
    const world = createEvaluation({ ...setting, down: { slack: [0], pagerduty: [0] } });
    await run(world.deps, 0);
    await run(deployed(world.deps, removed), 1, 29);
    for (const [key, log] of world.logs) {
      const [alert = ''] = world.alerts.keys();
      const said = {
        rule: 'delivery',
        kind: 'firing',
        severity: 'critical',
        at: at(30),
        lastFiringSentAt: at(30),
      } as const;
      world.logs.set(key, { ...log, outcome: 'sent', told: { [alert]: said } });
    }
    await run(deployed(world.deps, removed), 30, 31);
    expect(world.arrived).toEqual(['pagerduty R30 telnyx', 'slack R30 telnyx']);
  });

  test('removed are closed each by its own evaluator', async () => {
    const traffic = { telnyx: '!!!!', twilio: '!!!!', meta: '!!!!', evolution: '!!!!' };
    const world = createEvaluation({ traffic });
    await run(world.deps, 0);
    const ids = [...world.alerts.keys()];
    for (const shard of [0, 1]) {
      const deps = deployed(world.shard(shard, 2), removed);
      await run(deps, 1);
      const closed = ids.filter((id) => world.alerts.get(id)?.state === 'inactive');
      expect(closed).toEqual(ids.filter((id) => shard === 1 || deps.owns(id)));
    }
    expect(world.arrived.filter((line) => line.startsWith('slack R'))).toHaveLength(4);
  });

  test('removed are forgotten after a day', async () => {
    const world = createEvaluation(setting);
    await run(world.deps, 0, 1);
    const deps = deployed(world.deps, removed);
    await run(deps, 2);
    expect(await deps.judgedRules()).toEqual({ rules: [], retired: { 'main/delivery': at(2) } });
    await run(deps, 2 + 24 * 60);
    expect(await deps.judgedRules()).toEqual({ rules: [], retired: {} });
  });
});

describe('a deploy', () => {
  test('that is the first one closes nothing', async () => {
    const world = createEvaluation(setting);
    await run(world.deps, 0, 1);
    const forgetful = { ...world.deps, judgedRules: async () => ({ rules: [], retired: {} }) };
    await run(forgetful, 2, 3);
    expect(world.history).toEqual(['0 telnyx firing']);
  });

  test.each([
    { what: 'a threshold', edit: { when: { critical: { below: '40%' } } } },
    { what: 'a second severity', edit: { when: { critical: { below: '50%' }, high: { below: '70%' } } } },
    { what: 'the summary and the impact', edit: { summary: 'Delivery is {value}', impact: 'Nobody gets anything.' } },
    { what: 'the cooldown and the reminders', edit: { cooldown: '5m', repeatInterval: '500m' } },
    { what: 'how long it keeps firing', edit: { keepFiring: '10m' } },
    { what: 'the sample gate', edit: { minSamples: 10 } },
  ])('that changes $what tells nobody anything anew', async ({ edit }) => {
    const world = createEvaluation(setting);
    await run(world.deps, 0, 1);
    await run(
      deployed(world.deps, (rule) => [ruleSettings.parse({ ...rule, ...edit })]),
      2,
      120,
    );
    expect(world.history).toEqual(['0 telnyx firing']);
    expect(world.arrived).toEqual(['pagerduty F0 telnyx', 'slack F0 telnyx']);
  });

  test('that changes the order of rules tells nobody anything anew', async () => {
    const world = createEvaluation({ ...setting, rules: [{ id: 'one' }, { id: 'two' }] });
    await run(world.deps, 0, 1);
    await run({ ...world.deps, rulesOf: async () => world.rules.toReversed() }, 2, 9);
    expect(world.history).toEqual(['0 telnyx firing', '0 telnyx firing']);
    expect(world.arrived).toHaveLength(4);
  });
});
