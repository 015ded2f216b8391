import { expect, test } from 'vitest';
import { ruleSettings } from '../../functions/rules/index.ts';

test('a rule on evaluation itself speaks of single rules, and refuses to be told by what', () => {
  const rule = { id: 'cut', kind: 'evaluation', of: 'cut', when: { low: {} }, summary: 'Rule {rule} is cut' };
  expect(ruleSettings.safeParse(rule).success).toBe(true);
  const refused = ruleSettings.safeParse({ ...rule, by: ['provider'] });
  expect(refused.error?.issues).toMatchObject([{ path: ['by'], message: 'it is always by rule: leave it out' }]);
});
