import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules, tuneRules } from '../../functions/config/recommended-rules.ts';
import { catalogue } from '../../functions/rules/catalogue/index.ts';
import { labelsOfRule, ruleSettings } from '../../functions/rules/index.ts';
import { rulesPage } from '../docs/rules-page.ts';

/** Alert rules of the requirements that no rule can stand for, with the reason. */
const withoutRule: Readonly<Record<string, string>> = {
  'A-19': 'there is no disk',
  'A-45': 'about all rules: thresholds, severity and the switch are settings of each',
};

describe('the rules that are shipped', () => {
  const config = defineConfig({ rules: [...recommendedRules] });

  test('are valid, each by its own name', () => {
    expect(config.rules.map(({ id }) => id)).toEqual(catalogue.map(({ rule }) => rule.id));
  });

  test.each(catalogue.map((one) => [one.rule.id, one] as const))('%s says why it is on or off', (_, { rule, why }) => {
    expect(why).toMatch((rule.enabled ?? true) ? /^on: ./ : /^off: ./);
  });

  test.each(catalogue.map((one) => [one.rule.id, one] as const))('%s fills in what it says', (_, { rule }) => {
    const known = [...labelsOfRule(ruleSettings.parse(rule)), 'value'];
    const named = [...`${rule.summary} ${rule.impact}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(known).toEqual(expect.arrayContaining(named));
  });

  test('answer every alert rule of the requirements', () => {
    const ids = [...readFileSync('docs/requirements.md', 'utf8').matchAll(/^\| (A-\d+) /gm)].map(([, id = '']) => id);
    const answered = new Set([...catalogue.flatMap(({ answers }) => answers), ...Object.keys(withoutRule)]);
    expect(ids.length).toBe(45);
    expect(ids.filter((id) => !answered.has(id))).toEqual([]);
  });

  test('call at once for registrations that are blocked and numbers that are not registered', () => {
    const rules = new Map(config.rules.map((rule) => [rule.id, rule]));
    expect(rules.get('registration-blocked')).toMatchObject({
      enabled: true,
      statuses: ['suspended', 'expired', 'rejected', 'dormant'],
      when: { critical: { for: 0 } },
    });
    expect(rules.get('sender-not-registered')).toMatchObject({
      enabled: true,
      where: { errorCode: ['30034', '40010'] },
      when: { critical: { above: 0, for: 0 } },
    });
    expect(rules.get('error-code-share-doubled')).toMatchObject({ enabled: true, when: { high: { factor: 2 } } });
  });

  test('stand in docs/rules.md as they are', async () => {
    await expect(rulesPage()).toMatchFileSnapshot('../../docs/rules.md');
  });
});

describe('tuning rules', () => {
  test('changes what is named and leaves the rest', () => {
    const tuned = tuneRules(recommendedRules, { 'traffic-drop': { enabled: true, minExpected: 100 } });
    const [before, after] = [recommendedRules, tuned].map((rules) => rules.find(({ id }) => id === 'traffic-drop'));
    expect(after).toEqual({ ...before, enabled: true, minExpected: 100 });
    expect(tuned.filter((rule) => !recommendedRules.includes(rule))).toEqual([after]);
  });

  test('refuses a name that no rule has', () => {
    expect(() => tuneRules(recommendedRules, { nothing: {} })).toThrow(
      /^There is no rule nothing\. There are: delivery-/,
    );
  });

  test('is checked like any other configuration', () => {
    const rules = tuneRules(recommendedRules, { 'traffic-drop': { weeks: 'eight' } });
    expect(() => defineConfig({ rules })).toThrow(/rules\[\d+\]\.weeks/);
  });
});
