import { describe, expect, test } from 'vitest';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { ruleSettings, wordsOf } from '../../functions/rules/index.ts';
import { createEvaluation, at as tickAt } from '../support/evaluation.ts';
import { minutelyRule } from '../support/minutely-rule.ts';
import { emptyReadings } from '../support/readings.ts';
import { storyOf, transitionsOf } from '../support/silence.ts';

function delivery(settings: Partial<Extract<RuleInput, { kind: 'ratio' }>> = {}): RuleInput {
  return { ...minutelyRule, ...settings };
}

test('every evaluation says in a log line what it did', async () => {
  const { deps, log } = createEvaluation({ traffic: { telnyx: '!', twilio: '.' } });
  await evaluate(tickAt(0), deps);
  expect(log.lines).toContainEqual({
    level: 'info',
    message: 'evaluated',
    fields: { ticks: 1, alertsChanged: 1, alertsFiring: 1, rulesFailed: 0, seriesCut: 0 },
  });
});

describe('a rule with an interval of its own', () => {
  const every = '5m';

  test('is judged at whole multiples of it, and not between', async () => {
    const traffic = { telnyx: '.!!!!!!!!!.' };
    expect(await storyOf({ rule: delivery(), traffic, until: 10 })).toEqual([
      '1 telnyx firing',
      '10 telnyx inactive recovered',
    ]);
    expect(await storyOf({ rule: delivery({ every }), traffic, until: 10 })).toEqual([
      '5 telnyx firing',
      '10 telnyx inactive recovered',
    ]);
    expect(await storyOf({ rule: delivery({ every }), traffic: { telnyx: '.!!!!.!!!!.' }, until: 10 })).toEqual([]);
  });

  test('holds by the clock: after ten minutes, which is its third look', async () => {
    const rule = delivery({ every, when: { critical: { below: '50%', for: '10m' } } });
    expect(await storyOf({ rule, traffic: { telnyx: '!'.repeat(20) }, until: 19 })).toEqual([
      '0 telnyx pending',
      '10 telnyx firing',
    ]);
  });

  test('of an hour is judged at the hour', async () => {
    const rule = delivery({ every: '1h' });
    expect(await storyOf({ rule, traffic: { telnyx: `.${'!'.repeat(130)}` }, until: 130 })).toEqual([
      '60 telnyx firing',
    ]);
  });
});

test('a rule whose hour was left out in a long outage is judged as soon as that is over', async () => {
  const { deps, history } = createEvaluation({ traffic: { telnyx: '!'.repeat(200) }, rule: { every: '1h' } });
  await evaluate(tickAt(10), deps);
  await evaluate(tickAt(50), deps);
  expect(history).toEqual([]);
  await evaluate(tickAt(100), deps);
  expect(history).toEqual(['100 telnyx firing']);
});

test('a rule on a metric of the platform has one alert, of the first tenant', async () => {
  const metric: RuleInput = {
    ...{ id: 'throttles', kind: 'aws-metric', namespace: 'AWS/Lambda', metric: 'Throttles', statistic: 'Sum' },
    ...{ every: '1m', when: { critical: { above: 0 } }, summary: 'Throttled: {value}' },
  };
  const { deps, telling, alerts, arrived } = createEvaluation({ traffic: {} });
  const tenants = { main: { timeZone: 'UTC' }, second: { timeZone: 'UTC' }, third: { timeZone: 'UTC' } };
  const readings = () => emptyReadings({ metric: async () => [{ at: tickAt(0), value: 9 }] });
  const rules = [ruleSettings.parse(metric)];
  telling.config = { ...telling.config, rules };
  await evaluate(tickAt(0), { ...deps, tenants, rulesOf: async () => rules, readings });
  expect([...alerts.values()].map(({ tenant }) => tenant)).toEqual(['main']);
  expect(arrived).toHaveLength(2);
});

describe('a rule that finds more label sets than are judged', () => {
  const traffic = { telnyx: '!'.repeat(60), twilio: '!'.repeat(60), meta: ','.repeat(60), evolution: ','.repeat(60) };

  test('judges those with most traffic, and an alert says how many are not', async () => {
    const all = await transitionsOf({ rule: delivery(), traffic, until: 6, mostSeries: 2 });
    const [cut, judged] = [
      all.filter(({ rule }) => rule === 'rule-cut'),
      all.filter(({ rule }) => rule === 'delivery'),
    ];
    expect(judged.map(({ labels }) => labels.provider).sort()).toEqual(['telnyx', 'twilio']);
    expect(cut.map(({ at, labels, state, value }) => [at, labels.rule, state, value])).toEqual([
      [tickAt(0), 'delivery', 'pending', 2],
      [tickAt(5), 'delivery', 'firing', 2],
    ]);
  });

  test('is told in words', () => {
    const rule = allRules([]).find(({ id }) => id === 'rule-cut');
    const evidence = { value: 2, sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };
    expect(rule && wordsOf(rule, 'medium', evidence).facts).toEqual(['2 label sets are not judged']);
  });

  test('keeps an alert to its end, however little traffic it has by then', async () => {
    const fading = { telnyx: `!${'!'.repeat(9)}.`, twilio: '?!!!!!!!!!!', meta: '?!!!!!!!!!!' };
    const story = await storyOf({ rule: delivery(), traffic: fading, until: 10, mostSeries: 1 });
    expect(story.filter((line) => !line.includes('delivery'))).toEqual([
      '0 telnyx firing',
      '10 telnyx inactive recovered',
    ]);
  });

  test('is quiet again half an hour after all are judged', async () => {
    const short = Object.fromEntries(Object.entries(traffic).map(([name, line]) => [name, line.slice(0, 10)]));
    const rest = { telnyx: '!'.repeat(60), twilio: '!'.repeat(60) };
    const story = await storyOf({ rule: delivery(), traffic: { ...short, ...rest }, until: 59, mostSeries: 2 });
    expect(story.filter((line) => line.includes('delivery'))).toEqual([
      '0 delivery pending',
      '5 delivery firing',
      '40 delivery inactive recovered',
    ]);
  });
});
