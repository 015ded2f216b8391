import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { advanceRegistration } from '../../functions/core/registration/registration.ts';
import { minute } from '../../functions/core/time.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';
import { emptyReadings } from '../support/readings.ts';

const both: RuleInput = {
  id: 'both',
  kind: 'composite',
  by: ['provider'],
  settle: 0,
  when: { critical: { all: ['delivery', { not: 'delivery-of-other' }] } },
  summary: '{provider} alone is bad',
};

/** The delivery of each provider, a rule for one of them alone, and the two put together. */
function createStory(setting: Setting) {
  const world = createEvaluation(setting);
  const [delivery] = world.rules;
  if (delivery === undefined) throw new Error('no rule');
  const other = { ...delivery, id: 'delivery-of-other', by: [], enabled: false };
  const { rules } = defineConfig({ rules: [delivery, other, both] as RuleInput[] });
  const composed = rules.filter(({ id }) => id !== 'delivery');
  const all = [delivery, ...composed];
  return { ...world, rules: all, deps: { ...world.deps, rulesOf: async () => all } satisfies EvaluateDeps };
}

async function everyMinute(deps: EvaluateDeps, from: number, to: number) {
  for (let tick = from; tick <= to; tick += 1) await evaluate(at(tick), deps);
}

function alertOf({ alerts }: ReturnType<typeof createStory>, rule: string) {
  return [...alerts.values()].find((alert) => alert.rule === rule);
}

describe('a composite rule', () => {
  test('is judged on what its rules say at the same tick, though one of them is switched off', async () => {
    const story = createStory({ traffic: { telnyx: '.!!.', all: '....' } });
    await everyMinute(story.deps, 0, 2);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'firing', since: at(1), labels: { provider: 'telnyx' } });
    expect(alertOf(story, 'delivery-of-other')).toBeUndefined();
    await everyMinute(story.deps, 3, 3);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'inactive', resolvedAt: at(3) });
  });

  test('freezes with a rule that cannot be judged, and goes on with it', async () => {
    const story = createStory({ traffic: { telnyx: '!xx.', all: '....' } });
    await everyMinute(story.deps, 0, 2);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'firing', evidence: { window: { to: at(0) } } });
    const failed = story.log.lines.filter(({ level }) => level === 'error').map(({ fields }) => fields?.rule);
    expect(failed).toEqual(['delivery', 'both', 'delivery', 'both']);
    await everyMinute(story.deps, 3, 3);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'inactive', tick: at(3) });
  });

  test('takes for unknown what a part would say while counting lags, as the part itself does', async () => {
    const lag = (tick: number) => (tick < at(2) ? 3 * minute : 0);
    const story = createStory({ traffic: { telnyx: '!!!!', all: '....' }, lag });
    const tolerant = story.rules.map((rule) => (rule.id === 'both' ? { ...rule, settle: 5 * minute } : rule));
    await everyMinute({ ...story.deps, rulesOf: async () => tolerant }, 0, 3);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'firing', since: at(2) });
  });

  test('freezes while counting lags by more than its own settle, and does not take that for want of traffic', async () => {
    const lag = (tick: number) => (tick >= at(1) && tick < at(200) ? 10 * minute : 0);
    const dots = '.'.repeat(210);
    const story = createStory({ traffic: { telnyx: `!${dots}`, all: dots }, lag });
    await everyMinute(story.deps, 0, 199);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'firing', evidence: { window: { to: at(0) } } });
    await everyMinute(story.deps, 200, 200);
    expect(alertOf(story, 'both')).toMatchObject({ state: 'inactive', resolvedBecause: 'recovered' });
  });

  test('takes a part for good all of whose registrations are well, though none of them is judged', async () => {
    const blocked = { id: 'blocked', kind: 'registration', when: { critical: {} }, summary: 's', notify: false };
    const well = { ...both, by: [], when: { critical: { not: 'blocked' } } };
    const { rules } = defineConfig({ rules: [blocked, well] as RuleInput[] });
    const { deps, alerts } = createEvaluation({ traffic: {} });
    const told = {
      tenant: 'main',
      provider: 'telnyx',
      zone: 'UTC',
      labels: { carrier: 'unknown', country: 'unknown' },
    };
    const registrations = async () => [
      advanceRegistration(undefined, {
        ...{ ...told, key: 'c-1', id: 'n-1', kind: 'registration', unit: 'campaign', unitId: 'c-1' },
        ...{ word: 'ACTIVE', status: 'active', reason: undefined, at: 0, startedAt: 0, receivedAt: 0 },
      }),
    ];
    await evaluate(at(0), { ...deps, rulesOf: async () => rules, readings: () => emptyReadings({ registrations }) });
    expect([...alerts.values()]).toMatchObject([{ rule: 'both', state: 'firing' }]);
  });
});
