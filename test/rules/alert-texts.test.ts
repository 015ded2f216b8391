import { expect, describe as suite, test } from 'vitest';
import type { Evidence } from '../../functions/core/alert.ts';
import { describe } from '../../functions/core/describe.ts';
import { severities } from '../../functions/core/severity.ts';
import { hour } from '../../functions/core/time.ts';
import { ruleWords } from '../../functions/notify/rule-words.ts';
import { labelsOfRule, type RuleSettings } from '../../functions/rules/index.ts';
import config from '../../wirewatch.config.ts';
import { outage } from '../support/alerts.ts';

const now = Date.UTC(2025, 5, 2, 14, 20);

function textOf(rule: RuleSettings, severity: (typeof severities)[number], some: Partial<Evidence>): string {
  const labels = Object.fromEntries(labelsOfRule(rule).map((label) => [label, `one-${label}`]));
  const window = { from: now - hour, to: now };
  const evidence = { value: 1.5, sample: 200, failures: 41, window, codes: [], hit: [], ...some };
  const alert = outage({ rule: rule.id, labels, severity, evidence });
  const words = ruleWords(rule, rule.id, severity, evidence);
  const { title, comparison, facts, impact } = describe(alert, words, { kind: 'firing', timeZone: 'UTC', now });
  return JSON.stringify({ title, comparison, facts, impact });
}

suite.each(config.rules)('$id', (rule) => {
  test.each(severities.filter((severity) => rule.when[severity] !== undefined))('says all that it says: %s', (one) => {
    for (const some of [
      {},
      { usual: 1 },
      { value: 0, sample: 0, failures: 0 },
      { figures: { moreThan: 1, early: 1 } },
    ]) {
      expect(textOf(rule, one, some)).not.toMatch(/\{\w+\}|undefined|NaN|unknown/);
    }
  });

  test('names what it is about', () => {
    const severity = severities.find((one) => rule.when[one] !== undefined) ?? expect.fail();
    for (const label of labelsOfRule(rule)) expect(textOf(rule, severity, {})).toContain(`one-${label}`);
  });
});
